import type { Score } from "chainrule";
import type { PreparedRun } from "../prepare-run.js";
import type { FinalScores } from "../scores.js";
import type { Recorder } from "./record.js";

/** What `train --json` prints. */
export interface TrainDocument {
  readonly run: string;
  readonly model: string;
  readonly status: "done" | "stopped";
  /** Done, counted from the start of the run. */
  readonly epochs: number;
  readonly steps: number;
  /** Whether early stopping ended it before its last epoch, and the epoch whose weights it went back to. */
  readonly stoppedEarly?: boolean;
  readonly restoredEpoch?: number;
  /** Of training in this process, with the evaluation after each epoch. */
  readonly seconds: number;
  readonly samplesPerSecond: number;
  readonly parameters: number;
  readonly weightsDigest: string;
  readonly data: { readonly spec: string; readonly digest: string };
  readonly seed: number;
  /** What its first weights were taken from, where they were: as the recipe has it, and the model that this came to. */
  readonly start?: { readonly from: string; readonly model: string; readonly weightsDigest: string };
  /** Of the final weights. */
  readonly train: Score;
  readonly test?: Score;
}

const scoreOf = ({ loss, accuracy }: Score): Score =>
  accuracy === undefined ? { loss } : { loss, accuracy };

export function trainDocument(
  { recipe, data, start: took }: PreparedRun,
  { start, end, samples }: Recorder,
  where: { run: string; model: string },
  seconds: number,
  { train, test }: FinalScores,
  weightsDigest: string,
): TrainDocument {
  return {
    ...where,
    status: end.reason === "done" ? "done" : "stopped",
    epochs: end.epoch,
    steps: end.step,
    ...(end.stoppedEarly && { stoppedEarly: true }),
    ...(end.restoredEpoch && { restoredEpoch: end.restoredEpoch }),
    seconds,
    samplesPerSecond: seconds > 0 ? samples / seconds : 0,
    parameters: start.parameters,
    weightsDigest,
    data: { spec: recipe.data, digest: data.digest },
    seed: recipe.seed,
    ...(took?.source && {
      start: { from: took.from, model: took.source.model, weightsDigest: took.source.digest },
    }),
    train: scoreOf(train),
    ...(test && { test: scoreOf(test) }),
  };
}
