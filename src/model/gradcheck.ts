import { optional, parseFields, whole } from "../core/fields.js";
import { Rng } from "../core/rng.js";
import { type Shape, sizeOf } from "../core/shape.js";
import type { FloatArray } from "../core/tensor.js";
import type { LossSpec } from "../losses/registry.js";
import { build } from "./build.js";
import { slope } from "./numerical-gradient.js";
import type { ModelSpec } from "./plan.js";

/** What of a network is checked, and by what. */
export interface GradcheckOptions {
  /** Default softmaxCrossEntropy. */
  loss?: LossSpec;
  /** Samples in the batch. Default 3. */
  batchSize?: number;
  /** Of the weights, the inputs, the targets, and which numbers are checked. Default 1. */
  seed?: number;
  /** Numbers that are checked of each parameter, drawn by the seed; all by default. */
  samples?: number;
  /** Called before each number: how many are done, of how many. */
  onProgress?: (done: number, total: number) => void;
}

/** How far one parameter's gradient is from the numerical one. */
export interface GradcheckResult {
  /** The parameter, or `x` for the gradient of the input. */
  readonly name: string;
  readonly shape: Shape;
  /** How many of its numbers were checked. */
  readonly checked: number;
  /** The largest |analytic − numerical| / max(|analytic|, |numerical|, 10⁻³ of the largest in this parameter, or what
   *  differences of the loss can tell to six digits); ∞ where either is not finite. */
  readonly relativeError: number;
}

/** The distance of the points at which the loss is taken. Small enough for the rest of the series, below 10⁻¹⁵, and
 *  large enough for rounding, near 10⁻¹². */
const H = 1e-4;
/** Where the loss has a kink between those points, as behind a ReLU, the difference is wrong and not the gradient; these
 *  are closer together. A gradient that is wrong disagrees with them as well. */
const CLOSER = H / 16;
/** A relative error from which on that is looked into. */
const SUSPECT = 1e-7;
/** A loss is off by some units in its last place, so its differences are by some times 2⁻⁵³·|L|/h. Gradients so small
 *  that this is more than 10⁻⁶ of them are compared on this scale; from small weights they are. */
const RESOLUTION = 8 * 2 ** -53 * 1e6;

const optionFields = {
  batchSize: whole({ help: "samples in the batch", min: 1, max: 2 ** 20, fallback: 3 }),
  seed: whole({ help: "the seed of all that is random", min: 0, fallback: 1 }),
  samples: optional(whole({ help: "numbers to check of each parameter", min: 1 })),
};

/** Compares every gradient of a network, or a sample of them, with differences of its loss, in float64.
 *  Inputs are normal; targets are rows of probabilities, so that they suit every loss. Layers are as in training; those
 *  that draw random numbers draw the same ones in every pass, so that the loss is a function of the parameters alone.
 *  Errors    E_FIELD, E_SHAPE, as `build`; E_SHAPE a batch too small for a layer to train with
 *  Source    see `slope` */
export async function gradcheck(
  spec: ModelSpec,
  { loss = "softmaxCrossEntropy", onProgress, ...options }: GradcheckOptions = {},
): Promise<readonly GradcheckResult[]> {
  const { batchSize, seed, samples } = parseFields(optionFields, options, "gradcheck");
  const model = await build(spec, { seed, backend: "reference" });
  const rng = new Rng(seed, "data");
  const x = Float64Array.from({ length: batchSize * sizeOf(spec.input) }, () => rng.normal());
  const targets = probabilities(batchSize, model.network.outputSize, rng);

  const { streams } = model.network;
  const states = streams.map(({ state }) => state);
  const lossNow = () => {
    for (const [i, stream] of streams.entries()) stream.state = states[i];
    return model.loss(x, targets, loss);
  };
  const resolution = RESOLUTION * Math.abs(lossNow());
  const dx = model.backward();
  const checks = model.parameters.map(({ name, shape, value, grad }) => {
    return { name, shape, value, grad: grad.slice() as FloatArray };
  });
  checks.push({ name: "x", shape: [batchSize, ...spec.input], value: x, grad: dx });

  const chosen = checks.map(({ value }) => choose(value.length, samples ?? value.length, rng));
  const total = chosen.reduce((sum, { length }) => sum + length, 0);
  let done = 0;
  return checks.map(({ name, shape, value, grad }, c) => {
    const numerical = Float64Array.from(chosen[c], (i) => {
      onProgress?.(done++, total);
      return slope(lossNow, value, i, H);
    });
    const floor = 1e-3 * numerical.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const errorAt = (i: number, numerical: number, h: number) =>
      relative(grad[i], numerical, Math.max(floor, resolution / h));
    let relativeError = 0;
    for (const [place, i] of chosen[c].entries()) {
      let error = errorAt(i, numerical[place], H);
      if (error > SUSPECT) error = Math.min(error, errorAt(i, slope(lossNow, value, i, CLOSER), CLOSER));
      relativeError = Math.max(relativeError, error);
    }
    return { name, shape, checked: numerical.length, relativeError };
  });
}

function relative(analytic: number, numerical: number, floor: number): number {
  const error = Math.abs(analytic - numerical);
  // every comparison with NaN is false, so that it would pass for no error at all
  if (!Number.isFinite(error)) return Number.POSITIVE_INFINITY;
  return error === 0 ? 0 : error / Math.max(Math.abs(analytic), Math.abs(numerical), floor);
}

/** `count` of the numbers 0 … n − 1, each once, in order: all of them where there are no more.
 *  Source    selection sampling, algorithm S in Knuth, TAOCP vol. 2, 3.4.2 */
function choose(n: number, count: number, rng: Rng): number[] {
  const chosen: number[] = [];
  for (let i = 0; i < n && chosen.length < count; i++) {
    if (rng.below(n - i) < count - chosen.length) chosen.push(i);
  }
  return chosen;
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
