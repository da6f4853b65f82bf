import type { CrossValidationEvent, Fold } from "chainrule";
import { duration, loss, percent } from "../numbers.js";
import { err, note } from "../terminal.js";
import { bar, CLEAR } from "./progress.js";

/** `fold 2/5   loss 0.0412  98.75 %   test 0.0633  96.67 %` */
function foldLine({ fold, train, test }: Fold, folds: number): string {
  const width = String(folds).length;
  const score = (name: string, value: Fold["test"]) =>
    `${err.dim(name)} ${loss(value.loss)}  ${percent(value.accuracy ?? Number.NaN).padStart(8)}`;
  return [`fold ${String(fold).padStart(width)}/${folds}`, score("loss", train), score("test", test)].join(
    "   ",
  );
}

/** Shows how a cross-validation gets on: a line for each fold, and on a terminal a bar for all of it. */
export class FoldProgress {
  #fold = 1;
  #folds = 1;
  #epochs = 1;
  #steps = 1;
  #step = 0;
  readonly #live = process.stderr.isTTY === true;
  readonly #began = performance.now() / 1000;

  take(event: CrossValidationEvent): void {
    if (event.type === "training") {
      const { event: inner } = event;
      if (inner.type === "step") this.#step = inner.step;
      else if (inner.type === "run-start") {
        this.#epochs = inner.epochs;
        this.#steps = inner.epochs * inner.stepsPerEpoch;
        this.#step = 0;
      }
    } else if (event.type === "fold-start") {
      this.#fold = event.fold;
      this.#folds = event.folds;
    } else if (event.type === "fold-end") {
      this.close();
      note(foldLine(event.result, this.#folds));
    }
  }

  /** @param now in seconds */
  draw(now: number): void {
    if (!this.#live) return;
    const within = this.#steps === 0 ? 1 : this.#step / this.#steps;
    const share = (this.#fold - 1 + within) / this.#folds;
    const epoch = Math.min(this.#epochs, Math.floor(within * this.#epochs) + 1);
    const left = share > 0.01 ? `  ${duration(((now - this.#began) * (1 - share)) / share)} left` : "";
    const where = `fold ${this.#fold}/${this.#folds}  epoch ${epoch}/${this.#epochs}`;
    process.stderr.write(`${CLEAR}${where}  ${bar(share, 16)} ${percent(share, 0)}${left}`);
  }

  close(): void {
    if (this.#live) process.stderr.write(CLEAR);
  }
}
