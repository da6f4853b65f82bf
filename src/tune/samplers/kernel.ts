import { erf, exp } from "../../core/math.js";
import type { Rng } from "../../core/rng.js";
import { type Dimension, dimensionOf } from "../dimension.js";
import { type Choice, type Json, type Numeric, sameJson } from "../space.js";

/** What one earlier trial says about one parameter: that values near its own are likely. */
export interface Kernel {
  /** How likely a value is: of a number that is not whole its density on the unit scale, otherwise a probability. */
  density(value: Json): number;
  draw(rng: Rng): Json;
}

/** Φ(x), the share of a normal distribution below x. */
const below = (x: number): number => 0.5 * (1 + erf(x * Math.SQRT1_2));

const ROOT_TWO_PI = 2.5066282746310002;

/** A normal distribution about a place of the unit scale, cut off at its ends. */
export function normalKernel(parameter: Numeric, mean: number, deviation: number): Kernel {
  const dimension: Dimension = dimensionOf(parameter);
  const share = (from: number, to: number) =>
    below((to - mean) / deviation) - below((from - mean) / deviation);
  const kept = share(0, 1);
  return {
    density(value) {
      const stretch = dimension.stretchOf(value as number);
      if (stretch !== undefined) return share(...stretch) / kept;
      const z = (dimension.unitOf(value as number) - mean) / deviation;
      return exp(-0.5 * z * z) / (ROOT_TWO_PI * deviation * kept);
    },
    draw(rng) {
      // the mean lies within and the deviation is at most the range, so that a third of the draws or more are kept
      for (;;) {
        const unit = mean + deviation * rng.normal();
        if (unit >= 0 && unit <= 1) return dimension.valueAt(unit);
      }
    },
  };
}

/** The option that was taken, with a little left for every option.
 *  @param taken undefined for no opinion: all are alike
 *  @param spread how much is shared out, as a multiple of what the one taken has */
export function choiceKernel({ options }: Choice, taken: Json | undefined, spread: number): Kernel {
  const own = taken === undefined ? 0 : 1;
  const total = own + spread;
  const each = spread / options.length / total;
  return {
    density: (value) => each + (own > 0 && sameJson(value, taken) ? own / total : 0),
    draw: (rng) => (rng.uniform() * total < own ? taken! : options[rng.below(options.length)]),
  };
}
