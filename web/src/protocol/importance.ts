// What the Runs page asks the worker that tells which parameters of a study matter, and what comes back.
import type { Importance, Space, Values } from "chainrule/tune";
import { parseEnvelope } from "./messages.ts";

export interface ImportanceQuestion {
  readonly type: "question";
  readonly space: Space;
  readonly trials: readonly Values[];
  /** One for each trial, finite. */
  readonly results: readonly number[];
}

export interface ImportanceAnswer extends Importance {
  readonly type: "answer";
}

export const parseImportanceQuestion = (data: unknown): ImportanceQuestion =>
  parseEnvelope(data, new Set(["question"]));

export const parseImportanceAnswer = (data: unknown): ImportanceAnswer =>
  parseEnvelope(data, new Set(["answer"]));
