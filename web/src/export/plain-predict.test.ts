import { build, layers, load, type ModelSpec, Rng, type Spec } from "chainrule";
import { describe, expect, it } from "vitest";
import { plainPredict } from "./plain-predict.ts";

/** The exported file, as a program would import it. */
const imported = async (code: string) =>
  (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as {
    predict(x: ArrayLike<number>): number[];
    classes: string[] | null;
    preprocessing: string | null;
  };

const dense = (units: number, bias = true): Spec => ({ kind: "dense", units, bias });
const flat: Spec = { kind: "flatten" };
const any = { weightInit: { kind: "normal", mean: 1, std: 0.5 }, biasInit: { kind: "normal", std: 0.5 } };
const conv = (filters: number, kernel: unknown, more: object = {}): Spec => ({
  kind: "conv2d",
  filters,
  kernel,
  ...more,
});
const activation = (spec: Spec): ModelSpec => ({
  input: [5],
  layers: [{ ...dense(9), ...any }, spec, dense(3)],
});
const pools = (kind: string): ModelSpec[] => [
  { input: [2, 4, 5], layers: [{ kind, size: 2 }, flat, dense(3)] },
  { input: [2, 7, 6], layers: [conv(3, 2), { kind, size: [3, 2], stride: [1, 2], padding: [1, 0] }, flat] },
];

/** For every kind of layer, networks with it. A layer that is not here fails the suite. */
const cases: Record<string, readonly ModelSpec[]> = {
  dense: [{ input: [7], layers: [{ ...dense(5), ...any }, dense(3, false), dense(4)] }],
  conv2d: [
    {
      input: [2, 5, 6],
      layers: [conv(3, [3, 2], { stride: 2, padding: [0, 1], biasInit: any.biasInit }), flat, dense(3)],
    },
    { input: [1, 5, 4], layers: [conv(2, [2, 3], { padding: "same" }), conv(2, 3, { bias: false }), flat] },
    { input: [8, 7, 7], layers: [conv(8, 3, { stride: 2, padding: "same" }), flat] },
  ],
  maxPool2d: pools("maxPool2d"),
  avgPool2d: pools("avgPool2d"),
  globalAvgPool2d: [{ input: [2, 4, 4], layers: [conv(3, 3), { kind: "globalAvgPool2d" }, dense(4)] }],
  flatten: [{ input: [2, 1, 3], layers: [flat, dense(4)] }],
  sigmoid: [activation({ kind: "sigmoid" })],
  tanh: [activation({ kind: "tanh" })],
  relu: [activation({ kind: "relu" })],
  leakyRelu: [activation({ kind: "leakyRelu" }), activation({ kind: "leakyRelu", slope: 0.3 })],
  elu: [activation({ kind: "elu" }), activation({ kind: "elu", alpha: 0.4 })],
  gelu: [activation({ kind: "gelu" })],
  softplus: [activation({ kind: "softplus" })],
  linear: [activation({ kind: "linear" })],
  step: [activation({ kind: "step" })],
  batchNorm: [
    { input: [5], layers: [{ kind: "batchNorm", ...any }, dense(4)] },
    { input: [2, 3, 3], layers: [conv(3, 2), { kind: "batchNorm", epsilon: 0.1, ...any }, flat] },
  ],
  layerNorm: [{ input: [2, 2, 3], layers: [{ kind: "layerNorm", ...any }, flat, dense(4)] }],
  dropout: [activation({ kind: "dropout", rate: 0.5 })],
  residual: [
    {
      input: [4],
      layers: [
        {
          kind: "residual",
          layers: [
            dense(6),
            { kind: "tanh" },
            { kind: "residual", layers: [{ kind: "batchNorm" }] },
            dense(4),
          ],
        },
        dense(2),
      ],
    },
  ],
};

const BATCH = 6;
const normal = (length: number) => {
  const rng = new Rng(4, "data");
  return Float32Array.from({ length }, () => rng.normal());
};

async function trained(spec: ModelSpec) {
  const model = await build(spec, { seed: 3 });
  const x = normal(BATCH * spec.input.reduce((product, extent) => product * extent, 1));
  model.forward(x, { training: true }); // so that running averages are not 0 and 1
  return { model, x };
}

describe("the exported predict", () => {
  it("knows every kind of layer", () => {
    expect(Object.keys(cases).sort()).toEqual([...layers.kinds].sort());
  });

  it.each(
    Object.values(cases).flatMap((specs) =>
      specs.map((spec) => [JSON.stringify(spec.layers), spec] as const),
    ),
  )("%s", async (_, spec) => {
    const { model, x } = await trained(spec);
    for (const output of ["none", "softmax", "sigmoid"] as const) {
      model.output = output;
      const { predict } = await imported(await plainPredict(model));
      const exact = await load(model.save(), { backend: "reference" });
      const size = x.length / BATCH;
      const samples = Array.from({ length: BATCH }, (_, i) => x.subarray(i * size, (i + 1) * size));
      const answers = samples.flatMap((sample) => predict(sample));
      const fast = model.predict(x);
      exact.predict(x).forEach((value, i) => {
        expect(Math.abs(answers[i] - value)).toBeLessThan(1e-11);
        expect(Math.abs(answers[i] - fast[i])).toBeLessThan(1e-6);
      });
    }
  });

  it("is made of a file's bytes, too, and takes pixels as bytes", async () => {
    const { model } = await trained({
      input: [1, 6, 6],
      layers: [conv(4, 3), { kind: "relu" }, flat, dense(3)],
    });
    model.classes = ["a", '"`$\n*/', "</script>\u2028"];
    model.preprocessing = "mnist-digit";
    model.output = "softmax";
    const code = await plainPredict(model.save());
    expect(code).not.toMatch(/^import|require/m);
    expect(code).not.toContain("function gelu");
    const plain = await imported(code);
    expect([plain.classes, plain.preprocessing]).toEqual([model.classes, "mnist-digit"]);
    const pixels = Uint8Array.from({ length: 36 }, (_, i) => (i * 37) % 256);
    const answer = plain.predict(pixels);
    model.predict(pixels).forEach((value, i) => {
      expect(Math.abs(answer[i] - value)).toBeLessThan(1e-6);
    });
    expect(() => plain.predict([1, 2])).toThrow("expected 36 numbers, got 2");
  });
});
