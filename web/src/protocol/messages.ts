// What a page and its worker say to each other. Both ends parse what comes: a page may be older than the worker that a
// cache hands it. Numbers go as transferred buffers; everything else is plain JSON.
import type { PlaygroundConfig } from "../config/playground.ts";

/** Raised with every change that an older end would misread. */
export const PROTOCOL = 2;

/** How fast it trains: one sample, batch, epoch or ten of them a frame, or as fast as it goes. */
export const SPEEDS = ["sample", "batch", "epoch", "epoch10", "full"] as const;
export type Speed = (typeof SPEEDS)[number];

/** What a step by hand moves on by. */
export type Unit = "sample" | "batch" | "epoch";

/** What any training in a worker is told, whatever it trains. */
export type ControlMessage =
  | { readonly type: "play" }
  | { readonly type: "pause" }
  | { readonly type: "advance"; readonly unit: Unit }
  | { readonly type: "speed"; readonly speed: Speed }
  /** The last frame has been painted: the next may come. */
  | { readonly type: "credit" };

/** What the Playground's worker is told besides. */
export type PlaygroundMessage =
  | ControlMessage
  /** What follows from this config, from the beginning, or from where it is when only `live` settings differ. */
  | { readonly type: "configure"; readonly config: PlaygroundConfig; readonly revision: number }
  | { readonly type: "reset" }
  /** Sets one parameter, by its place among all. */
  | { readonly type: "edit"; readonly index: number; readonly value: number }
  /** Takes up a training from what it had learnt after so many epochs, as a frame has it. */
  | { readonly type: "resume"; readonly state: Float32Array; readonly epoch: number }
  /** Shows how things were at a snapshot; null for now. */
  | { readonly type: "show"; readonly snapshot: number | null }
  /** What frames are to have besides, until something else is said. */
  | { readonly type: "watch"; readonly watch: Watch }
  /** The model as a file, and what it was trained on. */
  | { readonly type: "save" };

/** What a person is looking at closely. */
export interface Watch {
  /** The gradient of the training loss. */
  readonly gradients: boolean;
  /** A point of the plane and its target: its numbers, forward and backward. */
  readonly point?: { readonly x1: number; readonly x2: number; readonly target: number };
  /** Two pictures of `neurons`: where these take the training points. */
  readonly warp?: readonly [number, number];
  /** The loss around the weights. */
  readonly surface: boolean;
}

const TYPES = new Set(
  "play pause advance speed credit configure reset edit resume show watch save".split(" "),
);

export interface Envelope<T> {
  readonly protocol: number;
  readonly message: T;
}

/** A message as it was sent, or an error that says why it cannot be one. */
export function parseEnvelope<T extends { type: string }>(data: unknown, types: ReadonlySet<string>): T {
  const { protocol, message } = (data ?? {}) as Partial<Envelope<T>>;
  if (protocol !== PROTOCOL) throw new Error(`protocol ${PROTOCOL} expected, got ${String(protocol)}`);
  if (typeof message !== "object" || message === null || !types.has(message.type))
    throw new Error(`unknown message ${String((message as { type?: unknown } | undefined)?.type)}`);
  return message;
}

export const parsePlaygroundMessage = (data: unknown): PlaygroundMessage =>
  parseEnvelope<PlaygroundMessage>(data, TYPES);

/** Mean loss, and where there are classes the share that is right. */
export interface Scores {
  readonly loss: number;
  readonly accuracy?: number;
}

/** Where a training stands, as every frame says. */
export interface Progress {
  readonly playing: boolean;
  /** How many of the page's messages the worker has heard. */
  readonly heard: number;
  readonly epoch: number;
  readonly step: number;
  /** Over the last half second; 0 while it stands. */
  readonly epochsPerSecond: number;
  readonly train?: Scores;
  readonly test?: Scores;
  /** SHA-256 of the weights, as the command line prints it. */
  readonly weightsDigest: string;
}

/** One row of the log: epoch, train loss, test loss, train accuracy, test accuracy; NaN where there is none. */
export const LOG_COLUMNS = 5;

/** A picture of the Playground's training at one moment. */
export interface PlaygroundFrame extends Progress {
  /** The config it belongs to: frames of an older one are dropped. */
  readonly revision: number;
  /** Rows of the log since the last frame. */
  readonly log: Float64Array;
  /** All parameters, end to end, then the running statistics. */
  readonly weights: Float32Array;
  /** The epochs of the snapshots that there are. */
  readonly snapshots: readonly number[];
  /** Which of them this is; absent for now. */
  readonly shown?: number;
  /** What is watched. */
  readonly gradients?: Float32Array;
  readonly explanation?: Explanation;
  /** Two numbers for each training point. */
  readonly warp?: Float32Array;
  readonly surface?: Surface;
  /** [resolution², outputs]: what the network answers, row by row from the top left; probabilities or values. */
  readonly output: Float32Array;
  /** [neurons, thumbnail²]: what each feature, then each neuron, says over the plane. */
  readonly neurons: Float32Array;
  /** The training sample that is next, when going sample by sample. */
  readonly sample?: number;
}

/** The numbers of one point, from the features to the loss and back. */
export interface Explanation {
  readonly x1: number;
  readonly x2: number;
  readonly target: number;
  readonly inputs: readonly number[];
  readonly loss: number;
  /** What the network answers: probabilities or values. */
  readonly answer: readonly number[];
  /** Layer by layer: what it gives, and the gradient of the loss with respect to that. */
  readonly layers: readonly {
    readonly name: string;
    readonly output: readonly number[];
    readonly gradient: readonly number[];
  }[];
  /** The gradient with respect to every parameter. */
  readonly gradients: Float32Array;
}

/** The training loss over two directions from the weights, each scaled as the weights are. */
export interface Surface {
  /** Cells along an edge. */
  readonly size: number;
  /** It reaches from −reach to reach times the weights' own length. */
  readonly reach: number;
  readonly losses: Float32Array;
}

/** What the page needs to know of a network and its data, once. */
export interface PlaygroundStart {
  readonly revision: number;
  readonly parameters: readonly { readonly name: string; readonly shape: readonly number[] }[];
  readonly trainPoints: Float32Array;
  readonly trainTargets: Float32Array;
  readonly testPoints: Float32Array;
  readonly testTargets: Float32Array;
  readonly classes: readonly string[];
  readonly outputs: number;
}

/** What went wrong, in the four parts of the library's errors. */
export interface Fault {
  readonly code: string;
  readonly where: string;
  readonly expected: string;
  readonly got: string;
  readonly remedy: string;
}

/** A training as it stands. */
export interface Saved {
  /** The model as a file. */
  readonly model: Uint8Array<ArrayBuffer>;
  /** Epochs that it has been trained for. */
  readonly epoch: number;
  /** SHA-256 of the data, as the command line has it. */
  readonly dataDigest: string;
}

export type FromPlayground =
  | { readonly type: "start"; readonly start: PlaygroundStart }
  | { readonly type: "frame"; readonly frame: PlaygroundFrame }
  /** Weights or loss became NaN or ∞; the last good weights have been put back, and it stands. */
  | {
      readonly type: "diverged";
      readonly where: string;
      readonly epoch: number;
      /** The last epoch whose weights were good: they have been put back. */
      readonly lastGood: number;
    }
  /** The loss has grown beyond all measure, though it is still a number. */
  | { readonly type: "exploded"; readonly epoch: number; readonly loss: number; readonly best: number }
  /** One of the rules by which it is to stop holds. */
  | { readonly type: "stopped"; readonly rule: "epochs" | "loss" | "patience"; readonly epoch: number }
  | ({ readonly type: "saved" } & Saved)
  | { readonly type: "fault"; readonly fault: Fault };

const ANSWERS = new Set(["start", "frame", "diverged", "exploded", "stopped", "saved", "fault"]);

export const parseFromPlayground = (data: unknown): FromPlayground =>
  parseEnvelope<FromPlayground>(data, ANSWERS);
