import type { Json, Objective, Report } from "chainrule/tune";

/** All that a trial needs, wherever it is computed. */
export interface TrialTask {
  /** The recipe's JSON, with the values of the trial in it. */
  readonly recipe: { readonly [name: string]: Json };
  readonly objectives: readonly Objective[];
  /** The data that the study was begun with. */
  readonly data: { readonly spec: string; readonly digest: string };
  /** What of the training data is kept back in place of the test data. */
  readonly validation?: number;
  /** Seconds without a sign of life after which it counts as hung. */
  readonly patience: number;
  /** Whether it may be told to give up. */
  readonly prunes: boolean;
}

/** What a trial tells while it runs: how it stands after an epoch, or only that it lives. */
export type TrialMessage = { readonly report: Report } | "alive";

/** What it is answered to a report. */
export type Verdict = "go on" | "give up";
