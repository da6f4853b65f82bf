import type { EpochEvent, TrainEvent } from "chainrule";
import { loss, percent } from "../numbers.js";
import { err, note } from "../terminal.js";
import type { ProgressSink } from "./progress.js";

/** More lines than this, nobody reads: of more epochs, every second, third, … is told, and the last. */
const MOST_LINES = 1000;

/** `epoch  3/15   loss 0.1234  96.10 %   test 0.1432  95.60 %` */
export function epochLine({ epoch, train, test }: EpochEvent, epochs: number): string {
  const width = String(epochs).length;
  const score = (name: string, value: typeof train) =>
    `${err.dim(name)} ${loss(value.loss)}${value.accuracy === undefined ? "" : `  ${percent(value.accuracy).padStart(8)}`}`;
  const parts = [`epoch ${String(epoch).padStart(width)}/${epochs}`, score("loss", train)];
  if (test) parts.push(score("test", test));
  return parts.join("   ");
}

/** Progress in a pipe: one line per epoch. */
export function lineSink(): ProgressSink {
  let epochs = 0;
  let every = 1;
  return {
    take(event: TrainEvent) {
      if (event.type === "run-start") {
        epochs = event.epochs;
        every = Math.ceil(epochs / MOST_LINES);
      }
      if (event.type !== "epoch") return;
      if (event.epoch % every === 0 || event.epoch === epochs) note(epochLine(event, epochs));
    },
    draw() {},
    close() {},
  };
}
