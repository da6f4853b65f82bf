import { type Fields, parseFields, real, type Values, whole } from "../../core/fields.js";
import type { Definition } from "../../core/registry.js";
import { permutation, Rng } from "../../core/rng.js";
import { type Dataset, take } from "../dataset.js";

/** Points of the plane, made up by a rule and a seed. */
export interface SyntheticDefinition<F extends Fields = Fields> extends Definition {
  readonly fields: F;
  /** @param values what `parseFields` made of the fields */
  generate(values: Values<F>): Dataset;
}

/** One point and the index of its class. */
export type Sample = readonly [x1: number, x2: number, label: number];

/** The function a user calls: fields that are left out have their defaults, a wrong one gives E_FIELD. */
export type Generator<F extends Fields> = (values?: Partial<Values<F>>) => Dataset;

/** Makes a definition, and its function, out of the rule for sample `i` of `n`. Samples are drawn in order from the
 *  stream "data", then shuffled by it. */
export function defineSynthetic<F extends Fields & ReturnType<typeof commonFields>>(about: {
  kind: string;
  summary: string;
  fields: F;
  classes(values: Values<F>): readonly string[];
  sample(i: number, values: Values<F>, rng: Rng): Sample;
}): { definition: SyntheticDefinition<F>; generator: Generator<F> } {
  const { kind, summary, fields, classes, sample } = about;
  const generate = (values: Values<F>): Dataset => {
    const { n, seed } = values as Values<ReturnType<typeof commonFields>>;
    const rng = new Rng(seed, "data");
    const inputs = new Float32Array(2 * n);
    const targets = new Int32Array(n);
    for (let i = 0; i < n; i++) {
      const [x1, x2, label] = sample(i, values, rng);
      inputs[2 * i] = x1;
      inputs[2 * i + 1] = x2;
      targets[i] = label;
    }
    const inOrder = { inputs, shape: [2], targets, classes: classes(values), size: n };
    return take(inOrder, permutation(n, rng));
  };
  return {
    definition: { kind, summary, fields, generate },
    generator: (values = {}) => generate(parseFields(fields, values, kind)),
  };
}

/** What every synthetic set has. */
export const commonFields = (n = 500) => ({
  n: whole({ min: 2, max: 1_000_000, fallback: n, help: "how many points" }),
  seed: whole({ min: 0, fallback: 1, help: "what the points follow from" }),
});

/** Noise as the playground has it, there in percent. */
export const playgroundNoise = (help: string) => real({ min: 0, max: 0.5, fallback: 0, help });

export const uniform = (rng: Rng, from: number, to: number): number => from + rng.uniform() * (to - from);
