import type { Objective, Study, Trial } from "chainrule/tune";
import { duration, percent } from "../numbers.js";
import { err, errWidth, note } from "../terminal.js";
import { endText, objectiveText, valuesText } from "../tune/study-text.js";
import { bar, CLEAR } from "./progress.js";

/** Shows how a study gets on: a line for each trial that has ended, and on a terminal a bar for all of it. */
export class StudyProgress {
  readonly #study: Study;
  readonly #objectives: readonly Objective[];
  readonly #live = process.stderr.isTTY === true;
  readonly #began = performance.now() / 1000;
  /** Ended before this process. */
  readonly #before: number;
  #ended: number;

  constructor(study: Study, objectives: readonly Objective[]) {
    this.#study = study;
    this.#objectives = objectives;
    this.#before = study.trials.filter(({ state }) => state !== "running").length;
    this.#ended = this.#before;
  }

  /** `trial  7/100   97.10 %   2.1 s   learningRate 0.0123  units 64` */
  ended(trial: Trial): void {
    this.#ended += 1;
    this.close();
    const { wanted, best } = this.#study;
    const isBest = this.#objectives.length === 1 && best?.number === trial.number;
    const end = endText(trial, this.#objectives);
    const parts = [
      `trial ${String(trial.number).padStart(String(wanted).length)}/${wanted}`,
      isBest ? err.green(end) : trial.state === "done" ? end : err.dim(end),
      ...(trial.cost === undefined ? [] : [duration(trial.cost.seconds)]),
      err.dim(valuesText(trial.values)),
      ...(isBest ? [err.green("best so far")] : []),
    ];
    note(parts.join("   "));
  }

  draw(running: number): void {
    if (!this.#live) return;
    const { wanted, best } = this.#study;
    const share = this.#ended / Math.max(1, wanted);
    const seconds = performance.now() / 1000 - this.#began;
    const fresh = this.#ended - this.#before;
    const parts = [
      `${this.#ended}/${wanted}  ${bar(share, errWidth() < 100 ? 8 : 24)} ${percent(share, 0)}`,
      `${running} running`,
      ...(fresh > 0 ? [`${duration((seconds * (wanted - this.#ended)) / fresh)} left`] : []),
      ...(best === undefined ? [] : [`best ${objectiveText(this.#objectives[0], best.objectives![0])}`]),
    ];
    process.stderr.write(CLEAR + parts.join("  "));
  }

  close(): void {
    if (this.#live) process.stderr.write(CLEAR);
  }
}
