// What the Digits page and the worker that reads say to each other. It has a model of its own, so that it answers at once
// while another worker trains.
import { type Fault, parseEnvelope } from "./messages.ts";

/** A picture in greys, 0 for no ink, 255 for full. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

export type ReaderMessage =
  | { readonly type: "model"; readonly bytes: Uint8Array }
  | {
      readonly type: "look";
      readonly id: number;
      readonly picture: Picture;
      /** Brought to the form of MNIST, or only to 28 × 28 pixels. */
      readonly how: "mnist" | "raw";
      /** Also the output of every layer, and the gradient of this class. */
      readonly inside?: { readonly gradientOf: number | "answer" };
    };

const TYPES = new Set(["model", "look"]);
export const parseReaderMessage = (data: unknown): ReaderMessage => parseEnvelope<ReaderMessage>(data, TYPES);

/** What a layer says, and what may be asked of it. */
export interface LayerMaps {
  readonly index: number;
  readonly kind: string;
  /** [channels, height, width], or [units]. */
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /** How a window slides over what comes in, for convolutions and pools. */
  readonly window?: {
    readonly kernel: readonly [number, number];
    readonly stride: readonly [number, number];
    readonly padding: readonly [number, number];
  };
  /** Filters [F,C,KH,KW] and biases, of a convolution. */
  readonly weights?: Float32Array;
  readonly biases?: Float32Array;
}

export interface Inside {
  readonly layers: readonly LayerMaps[];
  /** ∂ log p(class) / ∂ pixel. */
  readonly gradient: Float32Array;
  readonly gradientOf: number;
}

export interface Answer {
  readonly id: number;
  /** 28 × 28 bytes, as the network sees it. */
  readonly seen: Uint8Array;
  readonly probabilities: Float32Array;
  readonly inside?: Inside;
}

export type FromReader =
  | { readonly type: "answer"; readonly answer: Answer }
  /** There is no ink. */
  | { readonly type: "blank"; readonly id: number }
  | { readonly type: "ready" }
  | { readonly type: "fault"; readonly fault: Fault };

const ANSWERS = new Set(["answer", "blank", "ready", "fault"]);
export const parseFromReader = (data: unknown): FromReader => parseEnvelope<FromReader>(data, ANSWERS);
