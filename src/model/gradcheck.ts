import { Rng } from "../core/rng.js";
import { sizeOf } from "../core/shape.js";
import type { FloatArray } from "../core/tensor.js";
import type { LossSpec } from "../losses/registry.js";
import { build } from "./build.js";
import type { ModelSpec } from "./plan.js";

export interface GradcheckOptions {
  /** Default softmaxCrossEntropy. */
  loss?: LossSpec;
  /** Samples in the batch. Default 3. */
  batchSize?: number;
  /** Of the weights, the inputs and the targets. Default 1. */
  seed?: number;
}

/** How far one parameter's gradient is from the numerical one. */
export interface GradcheckResult {
  /** The parameter, or `x` for the gradient of the input. */
  readonly name: string;
  /** The largest |analytic − numerical| / max(|analytic|, |numerical|, 10⁻³ of the largest in this parameter, 10⁻⁵ of
   *  the largest of all); ∞ where either is not finite. */
  readonly relativeError: number;
}

/** The distance of the points at which the loss is taken. Small enough for the rest of the series, below 10⁻¹⁵, and
 *  large enough for rounding, near 10⁻¹². */
const H = 1e-4;

/** Compares every gradient of a network with differences of its loss, in float64:
 *  ∂L/∂p ≈ (8(L(p+h) − L(p−h)) − (L(p+2h) − L(p−2h)))/12h.
 *  Inputs are normal; targets are rows of probabilities, so that they suit every loss. Layers are as in training; those
 *  that draw random numbers draw the same ones in every pass, so that the loss is a function of p alone.
 *  Errors    E_FIELD, E_SHAPE, as `build`; E_SHAPE a batch too small for a layer to train with
 *  Source    Abramowitz and Stegun 1964, 25.3.6 */
export async function gradcheck(
  spec: ModelSpec,
  options: GradcheckOptions = {},
): Promise<readonly GradcheckResult[]> {
  const { loss = "softmaxCrossEntropy", batchSize = 3, seed = 1 } = options;
  const model = await build(spec, { seed, backend: "reference" });
  const rng = new Rng(seed, "data");
  const x = Float64Array.from({ length: batchSize * sizeOf(spec.input) }, () => rng.normal());
  const targets = probabilities(batchSize, model.network.outputSize, rng);

  const { streams } = model.network;
  const states = streams.map(({ state }) => state);
  const lossOfDraw = () => {
    for (const [i, stream] of streams.entries()) stream.state = states[i];
    return model.loss(x, targets, loss);
  };

  lossOfDraw();
  const dx = model.backward();
  const parameters = model.parameters.map(({ name, value, grad }) => ({
    name,
    value,
    analytic: grad.slice() as FloatArray,
  }));
  const checks = [...parameters, { name: "x", value: x, analytic: dx }].map(({ name, value, analytic }) => {
    const numerical = Float64Array.from(value, (_, i) => slope(lossOfDraw, value, i));
    return { name, analytic, numerical, largest: largestOf(numerical) };
  });
  // a bias before a batch normalisation has gradient 0, and its differences are nothing but rounding
  const rounding = 1e-5 * Math.max(...checks.map(({ largest }) => largest));
  return checks.map(({ name, analytic, numerical, largest }) => ({
    name,
    relativeError: worst(analytic, numerical, Math.max(1e-3 * largest, rounding)),
  }));
}

const largestOf = (values: Float64Array): number =>
  values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);

function slope(loss: () => number, at: FloatArray, i: number): number {
  const centre = at[i];
  const lossAt = (offset: number) => {
    at[i] = centre + offset;
    return loss();
  };
  const derivative = (8 * (lossAt(H) - lossAt(-H)) - (lossAt(2 * H) - lossAt(-2 * H))) / (12 * H);
  at[i] = centre;
  return derivative;
}

function worst(analytic: FloatArray, numerical: Float64Array, floor: number): number {
  let largest = 0;
  for (let i = 0; i < analytic.length; i++) {
    // every comparison with NaN is false, so that it would pass for no error at all
    if (!Number.isFinite(analytic[i] - numerical[i])) return Number.POSITIVE_INFINITY;
    const scale = Math.max(Math.abs(analytic[i]), Math.abs(numerical[i]), floor);
    // all zero, as behind a step function: an exact zero is right, anything else is wholly wrong
    if (scale > 0) largest = Math.max(largest, Math.abs(analytic[i] - numerical[i]) / scale);
  }
  return largest;
}

function probabilities(rows: number, columns: number, rng: Rng): Float64Array {
  const targets = Float64Array.from({ length: rows * columns }, () => rng.uniform());
  for (let start = 0; start < targets.length; start += columns) {
    const row = targets.subarray(start, start + columns);
    const sum = row.reduce((total, value) => total + value, 0);
    if (columns > 1) for (let j = 0; j < columns; j++) row[j] /= sum;
  }
  return targets;
}
