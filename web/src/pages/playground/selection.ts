// What of the network is looked at: a layer's settings, or a neuron and its weights.
import { signal } from "@preact/signals";
import type { PlaygroundStart } from "../../protocol/messages.ts";

export type Selection =
  | { readonly kind: "layer"; readonly layer: number }
  /** @param column 1 is the first hidden layer, the last one the outputs
   *  @param weight which of the incoming weights, where one was picked */
  | { readonly kind: "neuron"; readonly column: number; readonly unit: number; readonly weight?: number };

export const selection = signal<Selection | undefined>(undefined);

/** Where the parameters of one dense layer stand among all. */
export interface DensePlace {
  /** [inputs, units], row by row */
  readonly weights: number;
  readonly biases: number;
  readonly inputs: number;
  readonly units: number;
}

/** The dense layers, from the first hidden one to the outputs. */
export function densePlaces({ parameters }: Pick<PlaygroundStart, "parameters">): DensePlace[] {
  const places: DensePlace[] = [];
  let at = 0;
  for (const { name, shape } of parameters) {
    const [inputs, units] = shape;
    // its biases follow its weights
    if (name.endsWith(".dense.W")) places.push({ weights: at, biases: at + inputs * units, inputs, units });
    at += shape.reduce((product, length) => product * length, 1);
  }
  return places;
}
