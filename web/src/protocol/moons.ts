// What the page of the moons and its six workers say to each other.
import { parseEnvelope } from "./messages.ts";

export type MoonsMessage =
  | { readonly type: "run"; readonly hidden: number }
  /** The last frame has been painted: the next may come. */
  | { readonly type: "credit" };

export interface MoonsFrame {
  readonly iteration: number;
  readonly cost: number;
  /** The same cost computed from probabilities, in float32; NaN once one of them is exactly 0 or 1. */
  readonly naiveCost: number;
  /** The first iteration looked at where the naive cost is NaN. */
  readonly naiveSince?: number;
  /** The share of the points that is right. */
  readonly accuracy: number;
  /** The cost at every entry of the log so far. */
  readonly costs: Float64Array;
  /** [resolution²]: the probability of class 1 less that of class 0, row by row from the top left. */
  readonly map: Float32Array;
  /** x₁, x₂ of each point, and the classes. */
  readonly points: Float32Array;
  readonly classes: Int32Array;
  readonly done: boolean;
}

export interface FromMoons {
  readonly type: "moons";
  readonly frame: MoonsFrame;
}

const TYPES = new Set(["run", "credit"]);
const ANSWERS = new Set(["moons"]);

export const parseMoonsMessage = (data: unknown): MoonsMessage => parseEnvelope<MoonsMessage>(data, TYPES);
export const parseFromMoons = (data: unknown): FromMoons => parseEnvelope<FromMoons>(data, ANSWERS);
