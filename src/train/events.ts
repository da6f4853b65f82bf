import type { Plateau } from "../schedules/index.js";
import type { Progress } from "./early-stopping.js";

/** Where a run stands. Enough, with the weights and the optimizer's slots, to go on bit for bit. */
export interface Position {
  /** Steps done. */
  readonly step: number;
  /** Epochs done. */
  readonly epoch: number;
  /** Steps done of the epoch that is under way. */
  readonly stepInEpoch: number;
  /** Over the samples of that epoch so far: Σ loss, and how many were right. */
  readonly lossSum: number;
  readonly correct: number;
  /** How a learning rate that goes by a metric stands, and how early stopping does, where there is one. */
  readonly plateau?: Plateau;
  readonly progress?: Progress;
}

/** Loss is the mean per sample whatever the reduction; accuracy is absent for values. */
export interface Score {
  readonly loss: number;
  readonly accuracy?: number;
}

/** The run begins: how large everything is. */
export interface RunStartEvent {
  readonly type: "run-start";
  readonly parameters: number;
  readonly trainSize: number;
  readonly testSize: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  /** Where the run takes up; all zeros for a new one. */
  readonly from: Position;
}

/** After each batch: the loss before this step's update. */
export interface StepEvent {
  readonly type: "step";
  readonly step: number;
  readonly epoch: number;
  readonly samples: number;
  readonly loss: number;
  readonly learningRate: number;
}

/** A pass over all of one part of the data, in evaluation mode. */
export interface EvalEvent extends Score {
  readonly type: "eval";
  readonly split: "train" | "test";
  readonly step: number;
  readonly epoch: number;
}

/** An epoch is done. `train` is its running mean, taken while the weights changed. */
export interface EpochEvent {
  readonly type: "epoch";
  /** Counts from 1. */
  readonly epoch: number;
  readonly step: number;
  readonly learningRate: number;
  readonly train: Score;
  readonly test?: Score;
}

/** A good moment to store everything. */
export interface CheckpointEvent {
  readonly type: "checkpoint";
  readonly step: number;
  readonly position: Position;
}

/** The run is over, for whatever reason. */
export interface RunEndEvent {
  readonly type: "run-end";
  readonly reason: "done" | "stopped" | "diverged";
  readonly step: number;
  readonly epoch: number;
  /** Set when early stopping has ended it before its last epoch. */
  readonly stoppedEarly?: true;
  /** The epoch, counted from 1, whose weights early stopping has put back. */
  readonly restoredEpoch?: number;
  /** Why it diverged: where the first NaN or ∞ is, and the likely cause. */
  readonly divergence?: Divergence;
}

/** Where NaN or ∞ came up in a run, and what to do about it. */
export interface Divergence {
  readonly where: string;
  readonly cause: string;
  readonly remedy: string;
  /** The model has been set back to the weights it had after this many steps. */
  readonly restoredStep: number;
}

/** What `train` tells, in this order: run-start, then step … eval, epoch, checkpoint for each epoch, then run-end.
 *  There is no clock inside; a listener that wants times adds them. */
export type TrainEvent = RunStartEvent | StepEvent | EvalEvent | EpochEvent | CheckpointEvent | RunEndEvent;
