import type { EpochEvent, RunStartEvent, TrainEvent } from "chainrule";
import { duration, loss, percent } from "../numbers.js";
import { err, errWidth } from "../terminal.js";
import { epochLine, lineSink } from "./lines.js";

/** Shows how a run gets on. */
export interface ProgressSink {
  /** Called for every event; must cost next to nothing. */
  take(event: TrainEvent): void;
  /** Called some 20 times a second. @param now in seconds */
  draw(now: number): void;
  close(): void;
}

/** Lines that stay above the bar, for at most so many epochs of a run. */
const LINES = 25;
/** Characters of the bar: on a wide terminal, and on one of 80 columns, where all the figures should still fit. */
const BAR = { wide: 24, narrow: 8 };
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 2 });
export const CLEAR = "\r\x1b[K";

export const progressSink = (): ProgressSink => (process.stderr.isTTY ? barSink() : lineSink());

/** Progress on a terminal: one line that is drawn anew, and above it the epochs that are done. */
function barSink(): ProgressSink {
  let start: RunStartEvent | undefined;
  let step = 0;
  let samples = 0;
  /** Of the epoch under way. */
  let lossSum = 0;
  let seen = 0;
  let last: EpochEvent | undefined;
  let began = performance.now() / 1000;
  const write = (text: string) => void process.stderr.write(text);

  const show = (now: number) => {
    if (start === undefined) return;
    const total = start.stepsPerEpoch * start.epochs;
    const share = total === 0 ? 1 : step / total;
    const seconds = Math.max(1e-3, now - began);
    const done = (step - start.from.step) / Math.max(1, total - start.from.step);
    const width = errWidth() - 1;
    const accuracy = last?.test?.accuracy ?? last?.train.accuracy;
    const parts = [
      `epoch ${Math.min(start.epochs, Math.floor(step / start.stepsPerEpoch) + 1)}/${start.epochs}`,
      `${bar(share, width < 100 ? BAR.narrow : BAR.wide)} ${percent(share, 0)}`,
      seen > 0 ? `loss ${loss(lossSum / seen)}` : last && `loss ${loss(last.train.loss)}`,
      done > 0.01 ? `${duration((seconds * (1 - done)) / done)} left` : undefined,
      accuracy === undefined ? undefined : `${last?.test ? "test" : "train"} ${percent(accuracy, 1)}`,
      `${compact.format(samples / seconds)} samples/s`,
    ];
    write(
      CLEAR +
        joinUpTo(
          parts.filter((part) => part !== undefined),
          width,
        ),
    );
  };

  return {
    take(event) {
      if (event.type === "step") {
        step = event.step;
        samples += event.samples;
        lossSum += event.loss * event.samples;
        seen += event.samples;
      } else if (event.type === "run-start") {
        start = event;
        step = event.from.step;
        began = performance.now() / 1000;
      } else if (event.type === "epoch") {
        last = event;
        lossSum = 0;
        seen = 0;
        const every = Math.ceil(start!.epochs / LINES);
        if (event.epoch % every === 0 || event.epoch === start!.epochs || event.epoch === 1) {
          write(`${CLEAR}${epochLine(event, start!.epochs)}\n`);
        }
      }
    },
    draw: show,
    close: () => write(CLEAR),
  };
}

/** A share as a line of `width` characters. */
export function bar(share: number, width: number): string {
  const full = Math.round(share * width);
  return err.cyan("━".repeat(full)) + err.dim("━".repeat(width - full));
}

/** As many of the parts as one line holds; a line that wraps could not be drawn over. */
function joinUpTo(parts: readonly string[], width: number): string {
  let line = "";
  let used = 0;
  for (const part of parts) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what colours are made of
    const length = part.replace(/\x1b\[[\d;]*m/g, "").length + 2;
    if (used + length > width) break;
    line += (used === 0 ? "" : "  ") + part;
    used += length;
  }
  return line;
}
