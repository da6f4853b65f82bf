import type { Job } from "bullmq";
import type { Outcome, Report } from "chainrule/tune";
import type { TrialTask, Verdict } from "./trial-task.js";

/** The queue that all studies put their trials into. */
export const QUEUE = "chainrule-trials";

/** Where a study answers how a trial stands. */
export const VERDICTS = "chainrule-verdicts";

/** Where a study tells the id of a job that is to be ended. */
export const STOPS = "chainrule-stops";

/** A trial in the queue. */
export interface TrialJobData {
  /** Of the package that the study runs with. */
  readonly version: string;
  readonly task: TrialTask;
}

export type TrialJob = Job<TrialJobData, Outcome>;

/** What a study answers to a report. */
export interface VerdictMessage {
  readonly job: string;
  readonly step: number;
  readonly verdict: Verdict;
}

/** What a worker tells of a trial while it runs. */
export interface JobProgress {
  readonly report: Report;
}

/** How often a trial that failed is begun again, and the milliseconds before the first of these times; each later one waits
 *  twice as long. */
export const RETRIES = { attempts: 3, backoff: { type: "exponential", delay: 500 } };

/** How often a trial may be lost with its worker, before it counts as what takes workers along. */
export const LOSSES = 20;

/** The name by which a worker tells how many trials it takes at once. */
export const workerName = (host: string, pid: number, threads: number): string =>
  `${host}-${pid}-x${threads}`;

/** How many trials the worker of that name takes at once. */
export const threadsOf = (name: string): number => Number(/-x(\d+)$/.exec(name)?.[1] ?? 1);
