import { type Fields, parseFields, real, type Values, whole } from "../../core/fields.js";
import type { Definition } from "../../core/registry.js";
import { permutation, Rng } from "../../core/rng.js";
import { type Dataset, take } from "../dataset.js";
import { featuresField, withFeatures } from "./features.js";

/** Samples, most of them points of the plane, made up by a rule and a seed. */
export interface SyntheticDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F;
  /** @param values what `parseFields` made of the fields */
  generate(values: Values<F>): Dataset;
}

/** One point and the index of its class, or its value. */
export type Sample = readonly [x1: number, x2: number, target: number];

/** The function a user calls: fields that are left out have their defaults, a wrong one gives E_FIELD. */
export type Generator<F extends Fields> = (values?: Partial<Values<F>>) => Dataset;

/** Makes a definition, and its function, out of the rule for sample `i` of `n`, where targets are values unless they have
 *  classes. Samples are drawn in order from the stream "data", then shuffled by it. */
export function defineSynthetic<F extends Fields & ReturnType<typeof commonFields>>(about: {
  kind: string;
  summary: string;
  fields: F;
  classes?(values: Values<F>): readonly string[];
  sample(i: number, values: Values<F>, rng: Rng): Sample;
}): { definition: SyntheticDefinition<F>; generator: Generator<F> } {
  const { kind, summary, fields, classes, sample } = about;
  return synthetic(kind, summary, fields, (values) => {
    const { features } = values as Values<ReturnType<typeof commonFields>>;
    const points = generate(2, values, classes?.(values), (i, rng) => sample(i, values, rng));
    return withFeatures(points, features);
  });
}

/** The same for a function of one number: the rule gives x and y. */
export function defineCurve<F extends Fields & ReturnType<typeof sizeFields>>(about: {
  kind: string;
  summary: string;
  fields: F;
  sample(values: Values<F>, rng: Rng): readonly [x: number, y: number];
}): { definition: SyntheticDefinition<F>; generator: Generator<F> } {
  const { kind, summary, fields, sample } = about;
  return synthetic(kind, summary, fields, (values) =>
    generate(1, values, undefined, (_, rng) => sample(values, rng)),
  );
}

const synthetic = <F extends Fields>(
  kind: string,
  summary: string,
  fields: F,
  generate: (values: Values<F>) => Dataset,
): { definition: SyntheticDefinition<F>; generator: Generator<F> } => ({
  definition: { kind, summary, fields, generate },
  generator: (values = {}) => generate(parseFields(fields, values, kind)),
});

function generate(
  width: number,
  values: Values<Fields>,
  classes: readonly string[] | undefined,
  sample: (i: number, rng: Rng) => readonly number[],
): Dataset {
  const { n, seed } = values as Values<ReturnType<typeof sizeFields>>;
  const rng = new Rng(seed, "data");
  const inputs = new Float32Array(width * n);
  const targets = classes === undefined ? new Float32Array(n) : new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const row = sample(i, rng);
    for (let axis = 0; axis < width; axis++) inputs[width * i + axis] = row[axis];
    targets[i] = row[width];
  }
  const inOrder = { inputs, shape: [width], targets, ...(classes && { classes }), size: n };
  return take(inOrder, permutation(n, rng));
}

/** What every synthetic set has. */
export const sizeFields = (n: number) => ({
  n: whole({ min: 2, max: 1_000_000, fallback: n, help: "how many points" }),
  seed: whole({ min: 0, fallback: 1, help: "what the points follow from" }),
});

/** What every synthetic set of the plane has. */
export const commonFields = (n = 500) => ({ ...sizeFields(n), features: featuresField });

/** Noise as the playground has it, there in percent. */
export const playgroundNoise = (help: string) => real({ min: 0, max: 0.5, fallback: 0, help });

export const uniform = (rng: Rng, from: number, to: number): number => from + rng.uniform() * (to - from);
