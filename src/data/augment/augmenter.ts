import { ChainruleError } from "../../core/errors.js";
import type { Spec } from "../../core/registry.js";
import { Rng } from "../../core/rng.js";
import { type Shape, showShape, sizeOf } from "../../core/shape.js";
import type { Dataset } from "../dataset.js";
import type { Draw } from "./augmentation.js";
import { augmentations, augmentField } from "./index.js";
import { Warp } from "./warp.js";

/** How images are changed: `{ "kind": "rotate", "degrees": 10 }`, or `"rotate"` for its defaults. */
export type AugmentSpec = Spec | string;

/** Ways to change images, checked, that await the images. */
export type Augmentation = (data: Pick<Dataset, "inputs" | "shape">, seed: number) => Augmenter;

/** Checks how images are to be changed; `train` takes the result as `augment`.
 *  Errors    E_FIELD an unknown kind or field; then, when it gets its data, data that are no images
 *
 *  @example
 *  train(model, { ...options, augment: augmentation(["rotate", { kind: "shift", x: 3, y: 0 }]) }); */
export function augmentation(specs: readonly AugmentSpec[], where = "augment"): Augmentation {
  const parsed = augmentField.parse(specs, where);
  return (data, seed) => new Augmenter(parsed, data, seed, where);
}

/** Images that are other ones in every epoch. What becomes of a sample is a function of the seed, the epoch and the
 *  sample's index alone, so that a run can be taken up anywhere, and the order and size of batches do not matter. */
export class Augmenter {
  readonly shape: Shape;
  /** The batch that was gathered last, sample after sample; the same memory every time. */
  inputs = new Uint8Array(0);
  readonly #source: Uint8Array;
  readonly #seed: number;
  readonly #warp: Warp;
  readonly #draws: readonly Draw[];
  readonly #rng: Rng;

  /** @internal Made by `augmentation`.
   *  @param data images: bytes, of shape [channels, height, width]
   *  Errors    E_FIELD data that are no images */
  constructor(
    specs: readonly Spec[],
    { inputs, shape }: Pick<Dataset, "inputs" | "shape">,
    seed: number,
    where: string,
  ) {
    if (!(inputs instanceof Uint8Array) || shape.length !== 3) {
      throw new ChainruleError("E_FIELD", {
        where,
        expected: "images to change: bytes, of shape [channels, height, width]",
        got: `${inputs instanceof Uint8Array ? "bytes" : "numbers"} of shape ${showShape(shape)}`,
        remedy: "Leave augment out for data that are no images; give images as a Uint8Array of that shape.",
      });
    }
    this.shape = shape;
    this.#source = inputs;
    this.#seed = seed;
    this.#warp = new Warp(shape[2], shape[1]);
    this.#draws = specs.map((spec) => augmentations.get(spec.kind, where).create(spec, this.#warp));
    this.#rng = new Rng(seed, "augment");
  }

  /** Makes `inputs` the samples `order[from … from + rows − 1]` (or those numbers themselves, without an order) as they
   *  are in an epoch. Takes memory only for a batch larger than any before. */
  gather(order: Uint32Array | null, from: number, rows: number, epoch: number): this {
    const size = sizeOf(this.shape);
    if (this.inputs.length < rows * size) this.inputs = new Uint8Array(rows * size);
    for (let r = 0; r < rows; r++) {
      this.write(order === null ? from + r : order[from + r], epoch, this.inputs, r * size);
    }
    return this;
  }

  /** Writes one sample, as it is in an epoch, to `target` from byte `at` on. Epochs count from 0. */
  write(sample: number, epoch: number, target: Uint8Array, at = 0): void {
    const warp = this.#warp;
    const size = sizeOf(this.shape);
    this.#rng.restart(this.#seed, "augment", epoch, sample);
    warp.reset();
    for (const draw of this.#draws) draw(this.#rng);
    warp.resample(this.#source, sample * size, this.shape[0], target, at);
    if (warp.variance > 0) addNoise(target, at, size, 255 * Math.sqrt(warp.variance), this.#rng);
  }
}

/** Adds normal numbers to bytes. @param std in grey values */
function addNoise(target: Uint8Array, at: number, length: number, std: number, rng: Rng): void {
  for (let i = at; i < at + length; i++) {
    const value = target[i] + std * rng.normal() + 0.5;
    target[i] = value <= 0 ? 0 : value >= 255 ? 255 : value;
  }
}
