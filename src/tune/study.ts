import type { Spec } from "../core/registry.js";
import { Rng } from "../core/rng.js";
import type { Entry } from "./journal.js";
import { type Goal, isDone, lossesOf } from "./objective.js";
import { paretoFront, paretoOrder } from "./pareto.js";
import { pruners } from "./pruners/index.js";
import { samplers } from "./samplers/index.js";
import type { Space } from "./space.js";
import type { Failure, Outcome, Report, Trial } from "./trial.js";

/** What a search is made of, whatever a trial computes. */
export interface StudyPlan {
  readonly space: Space;
  /** One for each objective. */
  readonly goals: readonly Goal[];
  readonly sampler: Spec;
  readonly pruner: Spec;
  readonly trials: number;
  readonly seed: number;
}

/** How often a trial that failed is begun again. */
const RETRIES = 2;

/** A search: it says what to try, is told what came of it, and knows what is best. It has no clock and starts nothing; what
 *  changes it are entries, so that a journal of these is all that there is to keep.
 *
 *  @example
 *  const study = new Study({ space, goals: ["minimise"], sampler: { kind: "tpe", … }, pruner: { kind: "none" }, trials: 100, seed: 1 });
 *  for (let trial = study.ask(); trial !== undefined; trial = study.ask())
 *    study.tell(trial.number, { state: "done", objectives: [f(trial.values)] });
 *  console.log(study.best); */
export class Study {
  readonly plan: StudyPlan;
  readonly #trials: Trial[] = [];
  readonly #write: (entry: Entry) => void;

  /** @param write is handed each entry as it comes about */
  constructor(plan: StudyPlan, write: (entry: Entry) => void = () => {}) {
    const sampler = samplers.parse(plan.sampler, "sampler");
    this.plan = { ...plan, sampler, pruner: pruners.parse(plan.pruner, "pruner") };
    this.#write = write;
  }

  /** In order of their numbers. */
  get trials(): readonly Trial[] {
    return this.#trials;
  }

  /** How many there will be, if the study comes to its end. */
  get wanted(): number {
    const { sampler, space, trials } = this.plan;
    return Math.min(trials, samplers.get(sampler.kind, "sampler").limit?.(sampler, space) ?? trials);
  }

  /** Begins the next trial; undefined when all are begun. */
  ask(): Trial | undefined {
    const { sampler, seed } = this.plan;
    const number = this.#trials.length + 1;
    if (number > this.wanted) return undefined;
    const known = { space: this.plan.space, goals: this.plan.goals, trials: this.#trials };
    const rng = new Rng(seed, "tune", number);
    const values = samplers.get(sampler.kind, "sampler").suggest(sampler, known, number, rng);
    if (values === undefined) return undefined;
    this.#add({ type: "trial", number, values });
    return this.#trials[number - 1];
  }

  /** Takes how a trial stands.
   *  @returns whether to give it up */
  report(number: number, { step, values }: Report): boolean {
    if (this.#running(number) === undefined) return true;
    this.#add({ type: "report", number, step, values });
    const { pruner, goals } = this.plan;
    const trial = this.#trials[number - 1];
    const others = this.#trials.filter((other) => other !== trial);
    const lossAt = ({ reports }: Trial, at: number) => {
      const report = reports.find((one) => one.step === at);
      return report && lossesOf(report.values, goals)[0];
    };
    return pruners.get(pruner.kind, "pruner").prunes(pruner, trial, others, lossAt);
  }

  /** Takes how a trial ended. What comes a second time does not count.
   *  @returns whether it counts */
  tell(number: number, outcome: Outcome): boolean {
    if (this.#running(number) === undefined) return false;
    if (outcome.state === "done" && !outcome.objectives.every(Number.isFinite)) {
      const message = `its objectives are ${outcome.objectives.join(", ")}`;
      outcome = { state: "failed", failure: { reason: "diverged", message } };
    }
    if (outcome.state === "failed") this.#add({ type: "failure", number, ...outcome.failure });
    this.#add({ type: "end", number, ...withoutFailure(outcome) });
    return true;
  }

  /** Takes that a trial came to nothing. Where trying again may help, it is still running.
   *  @returns whether to begin it again */
  fail(number: number, failure: Failure): boolean {
    const trial = this.#running(number);
    if (trial === undefined) return false;
    const hopeless = failure.reason === "diverged" || failure.reason === "invalid";
    if (hopeless || trial.failures.length >= RETRIES) {
      this.tell(number, { state: "failed", failure });
      return false;
    }
    this.#add({ type: "failure", number, ...failure });
    return true;
  }

  /** The best trial that is done; of several objectives, one of those that no other is better than in all. */
  get best(): Trial | undefined {
    const done = this.#trials.filter(isDone);
    const [first] = paretoOrder(done.map(({ objectives }) => lossesOf(objectives, this.plan.goals)));
    return first === undefined ? undefined : done[first];
  }

  /** The trials that no other is better than in all objectives. */
  get front(): readonly Trial[] {
    const done = this.#trials.filter(isDone);
    return paretoFront(done.map(({ objectives }) => lossesOf(objectives, this.plan.goals))).map(
      (i) => done[i],
    );
  }

  /** Takes an entry of a journal; one that tells again what is known changes nothing. */
  replay(entry: Entry): void {
    if (entry.type === "trial") {
      if (entry.number !== this.#trials.length + 1) return;
      const { number, values } = entry;
      this.#trials.push({ number, values, state: "running", failures: [], reports: [] });
      return;
    }
    const trial = this.#running(entry.number);
    if (trial === undefined) return;
    this.#trials[entry.number - 1] = changed(trial, entry);
  }

  #add(entry: Entry): void {
    this.replay(entry);
    this.#write(entry);
  }

  #running(number: number): Trial | undefined {
    const trial = this.#trials[number - 1];
    return trial?.state === "running" ? trial : undefined;
  }
}

/** A trial after what an entry tells of it. What is told of a step a second time, after a retry, takes the place of the first. */
function changed(trial: Trial, entry: Exclude<Entry, { type: "trial" }>): Trial {
  switch (entry.type) {
    case "report": {
      const { step, values } = entry;
      return { ...trial, reports: [...trial.reports.filter((one) => one.step < step), { step, values }] };
    }
    case "failure": {
      const { reason, message } = entry;
      return { ...trial, failures: [...trial.failures, { reason, message }] };
    }
    case "end": {
      const { state, objectives, cost } = entry;
      return { ...trial, state, ...(objectives && { objectives }), ...(cost && { cost }) };
    }
  }
}

function withoutFailure(outcome: Outcome): Omit<Extract<Entry, { type: "end" }>, "type" | "number"> {
  if (outcome.state === "failed") return { state: "failed" };
  const { state, cost } = outcome;
  return {
    state,
    ...(outcome.state === "done" && { objectives: outcome.objectives }),
    ...(cost && { cost }),
  };
}
