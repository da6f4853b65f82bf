import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gradcheck, type LossSpec, layers, losses, type ModelSpec, type Spec } from "../src/index.js";
import { referenceBackend } from "../src/kernels/reference/index.js";
import type { Elementwise, Kernels } from "../src/kernels/spec.js";

const TOLERANCE = 1e-6;

const dense = (units: number, bias = true): Spec => ({ kind: "dense", units, bias });
/** As wide as a unit test can afford, and with signals of a size at which no activation is flat. */
const around = (...middle: Spec[]): Spec[] => [dense(5), ...middle, dense(4)];

/** For every kind of layer, the networks that its gradient is checked in. A layer that is not here fails the suite. */
const layerCases: Record<string, readonly ModelSpec[]> = {
  dense: [
    { input: [1], layers: [dense(2)] },
    { input: [3], layers: [dense(4)] },
    { input: [3], layers: [dense(4, false)] },
    { input: [7], layers: [dense(5), dense(3, false), dense(4)] },
  ],
  flatten: [
    { input: [2, 3], layers: [{ kind: "flatten" }, dense(4)] },
    { input: [2, 1, 3], layers: [{ kind: "sigmoid" }, { kind: "flatten" }, dense(4)] },
  ],
  sigmoid: elementwiseCases({ kind: "sigmoid" }),
  tanh: elementwiseCases({ kind: "tanh" }),
  relu: elementwiseCases({ kind: "relu" }),
  leakyRelu: [
    ...elementwiseCases({ kind: "leakyRelu" }),
    ...elementwiseCases({ kind: "leakyRelu", slope: 0.3 }),
    ...elementwiseCases({ kind: "leakyRelu", slope: -0.5 }),
  ],
  elu: [...elementwiseCases({ kind: "elu" }), ...elementwiseCases({ kind: "elu", alpha: 0.4 })],
  gelu: elementwiseCases({ kind: "gelu" }),
  softplus: elementwiseCases({ kind: "softplus" }),
  linear: elementwiseCases({ kind: "linear" }),
  step: elementwiseCases({ kind: "step" }),
};

/** An elementwise layer behind a dense one (computed in the same pass), first of all, last of all, and twice in a row. */
function elementwiseCases(spec: Spec): ModelSpec[] {
  return [
    { input: [3], layers: around(spec) },
    { input: [2, 3], layers: [spec, { kind: "flatten" }, dense(4)] },
    { input: [3], layers: [dense(4), spec] },
    { input: [3], layers: around(spec, { kind: "tanh" }, spec) },
  ];
}

const lossCases: Record<string, readonly LossSpec[]> = {
  softmaxCrossEntropy: bothReductions("softmaxCrossEntropy"),
  binaryCrossEntropy: bothReductions("binaryCrossEntropy"),
  meanSquaredError: bothReductions("meanSquaredError"),
  halfSquaredError: bothReductions("halfSquaredError"),
};

function bothReductions(kind: string): Spec[] {
  return [
    { kind, reduction: "mean" },
    { kind, reduction: "sum" },
  ];
}

const sortedNames = (names: Iterable<string>) => [...names].sort();
const show = (spec: ModelSpec) => `[${spec.input}] ${spec.layers.map((l) => JSON.stringify(l)).join(" ")}`;

async function worst(spec: ModelSpec, loss: LossSpec, batchSize: number, seed = 1): Promise<number> {
  const results = await gradcheck(spec, { loss, batchSize, seed });
  return results.reduce((most, { relativeError }) => Math.max(most, relativeError), 0);
}

describe("the numerical gradient", () => {
  it("is taken of every layer and every loss that is registered", () => {
    expect(sortedNames(Object.keys(layerCases))).toEqual(sortedNames(layers.kinds));
    expect(sortedNames(Object.keys(lossCases))).toEqual(sortedNames(losses.kinds));
  });

  const all = Object.values(lossCases).flat();
  describe.each(Object.entries(layerCases))("of %s", (_kind, specs) => {
    it.each(all.map((loss) => [JSON.stringify(loss), loss] as const))("under %s", async (_name, loss) => {
      for (const spec of specs) {
        for (const batchSize of [1, 4]) {
          const results = await gradcheck(spec, { loss, batchSize });
          for (const { name, relativeError } of results)
            expect(relativeError, `${name} of ${show(spec)}, batch ${batchSize}`).toBeLessThanOrEqual(
              TOLERANCE,
            );
        }
      }
    });
  });

  it("has an entry for every parameter and for the input", async () => {
    const results = await gradcheck({ input: [3], layers: [dense(4), { kind: "tanh" }, dense(2, false)] });
    expect(results.map(({ name }) => name)).toEqual(["0.dense.W", "0.dense.b", "2.dense.W", "x"]);
  });

  it("has one output, as a loss of one yes or no has", async () => {
    for (const loss of ["binaryCrossEntropy", "meanSquaredError", "halfSquaredError"])
      expect(await worst({ input: [3], layers: [dense(1)] }, loss, 3)).toBeLessThanOrEqual(TOLERANCE);
  });

  it("agrees for twenty other draws of the weights", async () => {
    const spec: ModelSpec = { input: [4], layers: around({ kind: "tanh" }, dense(6), { kind: "gelu" }) };
    for (let seed = 2; seed < 22; seed++)
      expect(await worst(spec, "softmaxCrossEntropy", 3, seed)).toBeLessThanOrEqual(TOLERANCE);
  });
});

describe("of a large net", () => {
  const wide: ModelSpec = { input: [20], layers: [dense(100), { kind: "relu" }, dense(4)] };

  it("a sample is enough: as many as are asked for, by the seed, with their shape told", async () => {
    const check = (samples: number, seed = 1) => gradcheck(wide, { samples, seed, batchSize: 2 });
    const results = await check(9);
    expect(results.map(({ name, shape, checked }) => [name, shape, checked])).toEqual([
      ["0.dense.W", [20, 100], 9],
      ["0.dense.b", [100], 9],
      ["2.dense.W", [100, 4], 9],
      ["2.dense.b", [4], 4],
      ["x", [2, 20], 9],
    ]);
    expect(await check(9)).toEqual(results);
    const all = await gradcheck(wide, { batchSize: 2 });
    expect(await check(10_000)).toEqual(all);
  });

  // in the sixth draw some ReLUs are so near 0 that the points lie on both sides
  it("a kink between the points is not taken for a wrong gradient", async () => {
    for (const seed of [4, 6])
      expect(await worst(wide, "softmaxCrossEntropy", 3, seed)).toBeLessThanOrEqual(TOLERANCE);
  });

  it("gradients too small for differences to show them do not count as wrong", async () => {
    const small = { kind: "normal", std: 1e-3 };
    const layers = [
      { ...dense(10), weightInit: small },
      { kind: "relu" },
      { ...dense(4), weightInit: small },
    ];
    expect(await worst({ input: [20], layers }, "softmaxCrossEntropy", 3)).toBeLessThanOrEqual(TOLERANCE);
  });

  it("tells how far it is", async () => {
    const told: number[][] = [];
    await gradcheck(wide, { samples: 2, onProgress: (...at) => void told.push(at) });
    expect(told).toEqual(Array.from({ length: 10 }, (_, i) => [i, 10]));
  });

  it.each([{ samples: 0 }, { samples: 1.5 }, { batchSize: 0 }, { seed: -1 }, { sample: 3 }])(
    "refuses %j",
    async (options) => {
      await expect(gradcheck(wide, options as object)).rejects.toMatchObject({ code: "E_FIELD" });
    },
  );
});

/** The reference kernels are one object, so a fault put into it reaches every layer; it is taken out after each test. */
const kernels = referenceBackend().kernels as { -readonly [K in keyof Kernels]: Kernels[K] };
const sound = { ...kernels };

describe("a fault that is put in", () => {
  beforeEach(() => expect(kernels).toEqual(sound));
  afterEach(() => void Object.assign(kernels, sound));

  const spec: ModelSpec = { input: [3], layers: [dense(5), { kind: "sigmoid" }, dense(4)] };
  const caught = async (loss: LossSpec = "softmaxCrossEntropy", model = spec) =>
    expect(await worst(model, loss, 3)).toBeGreaterThan(TOLERANCE);

  it("such as a wrong sign in dW or dx is caught", async () => {
    for (const [left, right] of [
      [true, false],
      [false, true],
    ]) {
      kernels.gemm = (a, transposeA, b, transposeB, c, m, n, k) => {
        sound.gemm(a, transposeA, b, transposeB, c, m, n, k);
        if (transposeA === left && transposeB === right)
          for (let i = 0; i < m * n; i++) c.data[i] = -c.data[i];
      };
      await caught();
    }
  });

  it("such as a db that leaves out the last sample is caught", async () => {
    kernels.sumRows = (x, y, rows, columns) => sound.sumRows(x, y, rows - 1, columns);
    await caught();
  });

  it("such as a gradient that is off by one part in 100,000 is caught", async () => {
    kernels.sumRows = (x, y, rows, columns) => {
      sound.sumRows(x, y, rows, columns);
      y.data[columns - 1] *= 1 + 1e-5;
    };
    await caught();
  });

  it("such as one wrong element of a matrix is caught", async () => {
    kernels.gemm = (a, transposeA, b, transposeB, c, m, n, k) => {
      sound.gemm(a, transposeA, b, transposeB, c, m, n, k);
      c.data[m * n - 1] *= 1.001;
    };
    await caught();
  });

  it("such as NaN in a gradient is caught", async () => {
    kernels.sumRows = (x, y, rows, columns) => {
      sound.sumRows(x, y, rows, columns);
      y.data[0] = Number.NaN;
    };
    await caught();
  });

  const flat = ["linear", "step"]; // whose derivative does not depend on x: there is no wrong place to take it at
  it.each(
    layers.kinds.filter(
      (kind) => layerCases[kind][0].layers.length === 3 && !flat.includes(kind) && kind !== "dense",
    ),
  )("such as the derivative of %s at the wrong place is caught", async (kind) => {
    kernels.activateBackward = (activation: Elementwise, x, y, dy, dx, n) => {
      const moved = { ...x, data: x.data.map((value) => value - 0.3) };
      const at = { ...y, data: y.data.slice() };
      sound.activate(activation, moved, at, n);
      sound.activateBackward(activation, moved, at, dy, dx, n);
    };
    await caught("softmaxCrossEntropy", { input: [3], layers: [dense(12), { kind }, dense(4)] });
  });

  it.each(losses.kinds)(
    "such as a wrong sign or a lost factor in the gradient of %s is caught",
    async (kind) => {
      for (const fault of [-1, 2, 1.00001]) {
        for (const name of ["softmaxCrossEntropy", "binaryCrossEntropy", "squaredError"] as const) {
          kernels[name] = (...args: any[]) => {
            args[args.length - 1] *= fault;
            return (sound[name] as any)(...args);
          };
        }
        await caught(kind);
      }
    },
  );
});
