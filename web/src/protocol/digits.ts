// What the Digits page and the worker that trains say to each other.
import type { ClassReport, ConfusionMatrix } from "chainrule";
import type { DigitsConfig } from "../config/digits.ts";
import { type ControlMessage, type Fault, type Progress, parseEnvelope, type Saved } from "./messages.ts";

/** Digits that a person has kept: 784 bytes each, and a label each. */
export interface OwnDigits {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

export type DigitsMessage =
  | ControlMessage
  /** What follows from this config: from the beginning, or from where it is when the same weights can go on. */
  | {
      readonly type: "configure";
      readonly config: DigitsConfig;
      readonly own: OwnDigits;
      readonly revision: number;
      /** The address of the page, which the data's addresses count from. */
      readonly base: string;
      /** A checkpoint of the same config, to go on from. */
      readonly checkpoint?: Uint8Array;
    }
  | { readonly type: "reset" }
  /** A model file, in place of the network of the config. */
  | { readonly type: "load"; readonly bytes: Uint8Array; readonly name: string }
  /** For a checkpoint, to be kept. */
  | { readonly type: "store" }
  /** The model as a file, and what it was trained on. */
  | { readonly type: "save" };

const TYPES = new Set("play pause advance speed credit configure reset load store save".split(" "));

export const parseDigitsMessage = (data: unknown): DigitsMessage => parseEnvelope<DigitsMessage>(data, TYPES);

/** How the network does on the digits that it is tested with. */
export interface TestResult {
  readonly epoch: number;
  /** What each was taken for, and how sure the network was, in the order of the test set. */
  readonly answers: Uint8Array;
  readonly confidences: Float32Array;
  readonly confusion: ConfusionMatrix;
  readonly perClass: readonly ClassReport[];
  readonly macro: { readonly precision: number; readonly recall: number; readonly f1: number };
}

/** Where a training stands. `log` has rows as LOG_COLUMNS says, but counts tenths of epochs. */
export interface DigitsFrame extends Progress {
  readonly revision: number;
  readonly log: Float64Array;
  readonly stepInEpoch: number;
  readonly stepsPerEpoch: number;
  /** Of the last whole epoch, in seconds of computing, without the test. */
  readonly epochSeconds?: number;
  /** The model as a file, whenever it has changed and the page has had time for the last. */
  readonly model?: Uint8Array<ArrayBuffer>;
  readonly result?: TestResult;
}

/** One layer in numbers. */
export interface LayerLine {
  readonly kind: string;
  readonly output: readonly number[];
  readonly parameters: number;
}

/** What the page needs to know of a network and its data, once. */
export interface DigitsStart {
  readonly revision: number;
  readonly layers: readonly LayerLine[];
  readonly parameters: number;
  readonly trainSize: number;
  /** How often each digit of one's own is seen in an epoch; 0 where there are none. */
  readonly ownCopies: number;
  /** The digits that it is tested with; absent when they are those of the last start. */
  readonly testPixels?: Uint8Array;
  readonly testLabels?: Uint8Array;
  /** Whether it begins anew, and the log with it. */
  readonly anew: boolean;
  /** Set when the network came from a file. */
  readonly file?: string;
}

export type FromDigits =
  | { readonly type: "start"; readonly start: DigitsStart }
  | { readonly type: "frame"; readonly frame: DigitsFrame }
  | {
      readonly type: "checkpoint";
      readonly bytes: Uint8Array;
      readonly config: DigitsConfig;
      readonly epoch: number;
    }
  | ({ readonly type: "saved" } & Saved)
  /** Weights or loss became NaN or ∞; the last good weights have been put back, and it stands. */
  | { readonly type: "diverged"; readonly epoch: number; readonly where: string; readonly cause: string }
  /** @param about what could not be done: the config, the data, a file */
  | { readonly type: "fault"; readonly fault: Fault; readonly about: "config" | "data" | "file" };

const ANSWERS = new Set(["start", "frame", "checkpoint", "saved", "diverged", "fault"]);

export const parseFromDigits = (data: unknown): FromDigits => parseEnvelope<FromDigits>(data, ANSWERS);
