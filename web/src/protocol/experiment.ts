// What the Experiments page and the worker of one run say to each other. Charts are plain data, as experiments make them;
// a frame has those that are new since the last one.
import type { Chart, Outcome, Text } from "../../../experiments/index.js";
import { type Fault, parseEnvelope } from "./messages.ts";

/** Which experiment, with what. */
export interface ExperimentSetup {
  readonly id: string;
  readonly set: Readonly<Record<string, number | string>>;
  readonly full: boolean;
  readonly seed?: number;
}

export type ExperimentMessage =
  /** `run` comes back with all that this run says. */
  | {
      readonly type: "start";
      readonly run: number;
      readonly setup: ExperimentSetup;
      /** The address of the page, beside which its data lie. */
      readonly base: string;
    }
  | { readonly type: "stop" }
  | { readonly type: "credit" };

/** What has come of a run. */
export type ExperimentEnd = Pick<Outcome, "status" | "size" | "figures" | "expectations">;

export type FromExperiment =
  | {
      readonly type: "frame";
      readonly run: number;
      /** The share that is done. */
      readonly done: number;
      readonly note?: Text;
      readonly charts: readonly Chart[];
      readonly seconds: number;
      /** With the last frame. */
      readonly outcome?: ExperimentEnd;
    }
  | { readonly type: "fault"; readonly run: number; readonly fault: Fault };

const TO = new Set(["start", "stop", "credit"]);
const FROM = new Set(["frame", "fault"]);

export const parseExperimentMessage = (data: unknown): ExperimentMessage =>
  parseEnvelope<ExperimentMessage>(data, TO);
export const parseFromExperiment = (data: unknown): FromExperiment =>
  parseEnvelope<FromExperiment>(data, FROM);
