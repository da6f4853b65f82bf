import type { Values } from "./space.js";

/** What an objective stood at after so many epochs. */
export interface Report {
  /** Counts from 1: the epoch. */
  readonly step: number;
  /** One for each objective. */
  readonly values: readonly number[];
}

/** Why a trial gave no result: its loss became NaN or ∞; its values do not go together; it threw; it took more memory than
 *  it may; it gave no sign of life; or the processes that had it were gone. */
export const REASONS = ["diverged", "invalid", "error", "memory", "hung", "lost"] as const;
/** One of `REASONS`. */
export type Reason = (typeof REASONS)[number];

/** Why a trial gave no result, and what was said. */
export interface Failure {
  readonly reason: Reason;
  readonly message: string;
}

/** What a trial cost. */
export interface Cost {
  /** Training steps. */
  readonly steps: number;
  readonly epochs: number;
  readonly seconds: number;
}

/** How a trial ended: with its objectives, given up early, stopped by a person, or without a result. */
export type Outcome =
  | { readonly state: "done"; readonly objectives: readonly number[]; readonly cost?: Cost }
  | { readonly state: "pruned"; readonly cost?: Cost }
  | { readonly state: "stopped"; readonly cost?: Cost }
  | { readonly state: "failed"; readonly failure: Failure };

/** One set of values, and what came of it. */
export interface Trial {
  /** Counts from 1. */
  readonly number: number;
  readonly values: Values;
  readonly state: "running" | Outcome["state"];
  /** How often it was begun and came to nothing. */
  readonly failures: readonly Failure[];
  readonly reports: readonly Report[];
  readonly objectives?: readonly number[];
  readonly cost?: Cost;
}
