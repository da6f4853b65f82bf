import type { ExperimentEvent } from "../../experiments/index.js";
import { pick } from "../../experiments/index.js";
import { percent } from "../numbers.js";
import { err, note } from "../terminal.js";
import { bar, CLEAR } from "./progress.js";

type ProgressEvent = Extract<ExperimentEvent, { type: "progress" }>;

const BAR = 24;
/** In a pipe, a line whenever so much more is done. */
const STEP = 0.25;

/** How far an experiment has come: one line that is drawn anew, in a pipe a few lines. */
export class ExperimentProgress {
  #last: ProgressEvent = { type: "progress", done: 0 };
  #told = 0;

  take(event: ProgressEvent): void {
    this.#last = event;
    if (process.stderr.isTTY || event.done < this.#told + STEP) return;
    this.#told = Math.floor(event.done / STEP) * STEP;
    note(`${percent(event.done, 0)}${this.#note()}`);
  }

  #note(): string {
    return this.#last.note === undefined ? "" : `  ${pick(this.#last.note, "en")}`;
  }

  draw(): void {
    if (!process.stderr.isTTY) return;
    const { done } = this.#last;
    process.stderr.write(`${CLEAR}${bar(done, BAR)} ${percent(done, 0)}${err.dim(this.#note())}`);
  }

  close(): void {
    if (process.stderr.isTTY) process.stderr.write(CLEAR);
  }
}
