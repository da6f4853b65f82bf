import type { Fields, Values } from "../../core/fields.js";
import type { Definition, Spec } from "../../core/registry.js";
import type { Rng } from "../../core/rng.js";
import type { Warp } from "./warp.js";

/** Draws what happens to one image, and adds that to the warp. */
export type Draw = (rng: Rng) => void;

/** An entry of the augmentation registry. */
export interface AugmentationDefinition extends Definition {
  /** @param warp what the draws go to; it has the size of the images */
  create(spec: Spec, warp: Warp): Draw;
}

export const defineAugmentation = <F extends Fields>(definition: {
  kind: string;
  summary: string;
  fields: F;
  create(values: Values<F>, warp: Warp): Draw;
}): AugmentationDefinition => ({
  ...definition,
  create: (spec, warp) => definition.create(spec as unknown as Values<F>, warp),
});

/** Uniform from −most to most. */
export const within = (rng: Rng, most: number): number => most * (2 * rng.uniform() - 1);

/** @param angle in degrees */
export const radians = (angle: number): number => (angle * Math.PI) / 180;
