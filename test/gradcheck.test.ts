import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { conv2d, gradcheck, type LossSpec, layers, losses, type ModelSpec, type Spec } from "../src/index.js";
import { referenceBackend } from "../src/kernels/reference/index.js";
import { Activation, type Elementwise, type Geometry, type Kernels } from "../src/kernels/spec.js";

const TOLERANCE = 1e-6;

const dense = (units: number, bias = true): Spec => ({ kind: "dense", units, bias });
const tanh: Spec = { kind: "tanh" };
const flat: Spec = { kind: "flatten" };
const residual = (...layers: Spec[]): Spec => ({ kind: "residual", layers });
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
  conv2d: [
    { input: [1, 3, 3], layers: [conv2d(2, 2), flat] },
    { input: [2, 4, 5], layers: [conv2d(3, 3, { padding: 1, bias: false }), flat, dense(3)] },
    {
      input: [2, 5, 6],
      layers: [conv2d(2, [3, 2], { stride: 2, padding: [0, 1] }), { kind: "tanh" }, flat, dense(3)],
    },
    {
      input: [1, 5, 4],
      layers: [conv2d(2, [2, 3], { padding: "same" }), conv2d(2, 3, { stride: [2, 1] }), flat],
    },
    { input: [3, 2, 3], layers: [conv2d(4, 1), { kind: "relu" }, conv2d(2, 1, { stride: 2 }), flat] },
    { input: [1, 3, 4], layers: [conv2d(2, 2), residual(conv2d(2, 3, { padding: 1 }), tanh), flat] },
  ],
  maxPool2d: poolCases("maxPool2d"),
  avgPool2d: poolCases("avgPool2d"),
  globalAvgPool2d: [
    { input: [3, 2, 3], layers: [{ kind: "globalAvgPool2d" }] },
    { input: [2, 4, 4], layers: [conv2d(3, 3), { kind: "globalAvgPool2d" }, dense(4)] },
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
  batchNorm: normalisationCases({ kind: "batchNorm" }),
  layerNorm: normalisationCases({ kind: "layerNorm" }),
  dropout: [
    { input: [6], layers: around({ kind: "dropout", rate: 0.3 }) },
    { input: [3], layers: around({ kind: "dropout", rate: 0 }) },
    { input: [2, 2, 3], layers: [{ kind: "dropout", rate: 0.5 }, flat, dense(4)] },
    { input: [5], layers: around({ kind: "dropout", rate: 0.4 }, tanh, { kind: "dropout", rate: 0.2 }) },
  ],
  residual: [
    { input: [5], layers: [residual(dense(4), tanh, dense(5)), dense(4)] },
    { input: [3], layers: around(residual(tanh), tanh, residual(dense(5), tanh)) },
    // the block ends in what shares its numbers with the one before it, or is nothing else
    { input: [4], layers: [residual(flat), residual(dense(4), flat), dense(4)] },
    {
      input: [2, 2, 2],
      layers: [residual(tanh, { kind: "batchNorm" }, residual({ kind: "layerNorm" }, tanh)), flat, dense(4)],
    },
    { input: [4], layers: around(residual(dense(5), { kind: "dropout", rate: 0.4 }, residual(dense(5)))) },
  ],
};

/** A normalisation of features and of images, behind a bias that it takes out again, first of all, and last of all.
 *  (Its γ and β start as anything, so that no factor is 1.) */
function normalisationCases(spec: Spec): ModelSpec[] {
  const random = { kind: "normal", mean: 1, std: 0.5 };
  const any = { ...spec, weightInit: random, biasInit: random };
  return [
    { input: [3], layers: around(any, tanh) },
    { input: [5], layers: [any, dense(4)] },
    { input: [3], layers: [dense(4), any] },
    { input: [2, 2, 3], layers: [any, tanh, flat, dense(4)] },
    { input: [3, 1, 1], layers: [{ ...any, epsilon: 0.1 }, flat, dense(4)] },
  ];
}

/** A pool first of all, and between convolutions; windows that touch, that overlap, and that leave numbers out. */
function poolCases(kind: string): ModelSpec[] {
  const pools = [
    { size: 2 },
    { size: [3, 2], stride: [1, 2], padding: [1, 0] },
    { size: 2, stride: 3, padding: 1 },
  ];
  return pools.flatMap((pool) => [
    { input: [2, 4, 5], layers: [{ kind, ...pool }, flat, dense(3)] },
    {
      input: [1, 6, 6],
      layers: [conv2d(2, 2), { kind, ...pool }, conv2d(2, 2, { padding: 1 }), flat, dense(3)],
    },
  ]);
}

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
        // of two values, a batch normalisation makes +1 and −1 whatever they are: there is no gradient to speak of
        for (const batchSize of show(spec).includes("batchNorm") ? [3, 5] : [1, 4]) {
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

  it("such as a convolution that reads one place beside the right one is caught", async () => {
    const model = { input: [2, 4, 4], layers: [conv2d(2, 3), conv2d(2, 2), flat] };
    const beside = (geometry: Geometry) => ({ ...geometry, padLeft: geometry.padLeft + 1 });
    kernels.conv2dWeightGradient = (x, dy, db, dw, geometry, rows) =>
      sound.conv2dWeightGradient(x, dy, db, dw, beside(geometry), rows);
    await caught("softmaxCrossEntropy", model);
    Object.assign(kernels, sound);
    kernels.conv2dInputGradient = (w, dy, dx, geometry, rows) =>
      sound.conv2dInputGradient(w, dy, dx, beside(geometry), rows);
    await caught("softmaxCrossEntropy", model);
  });

  it("such as a pool that gives to the wrong number, or not enough, is caught", async () => {
    kernels.maxPool2dBackward = (x, y, dy, dx, geometry, rows) => {
      sound.maxPool2dBackward(x, y, dy, dx, geometry, rows);
      dx.data.copyWithin(1, 0);
    };
    kernels.avgPool2dBackward = (dy, dx, geometry, rows) => {
      sound.avgPool2dBackward(dy, dx, geometry, rows);
      dx.data[0] *= 1.001;
    };
    for (const kind of ["maxPool2d", "avgPool2d"])
      await caught("softmaxCrossEntropy", { input: [1, 4, 4], layers: [{ kind, size: 2 }, flat] });
  });

  it("such as NaN in a gradient is caught", async () => {
    kernels.sumRows = (x, y, rows, columns) => {
      sound.sumRows(x, y, rows, columns);
      y.data[0] = Number.NaN;
    };
    await caught();
  });

  const straight = ["linear", "step"]; // whose derivative does not depend on x: there is no wrong place to take it at
  const curved = layers.kinds.filter((kind) => Object.hasOwn(Activation, kind) && !straight.includes(kind));
  it.each(curved)("such as the derivative of %s at the wrong place is caught", async (kind) => {
    kernels.activateBackward = (activation: Elementwise, x, y, dy, dx, n) => {
      const moved = { ...x, data: x.data.map((value) => value - 0.3) };
      const at = { ...y, data: y.data.slice() };
      sound.activate(activation, moved, at, n);
      sound.activateBackward(activation, moved, at, dy, dx, n);
    };
    await caught("softmaxCrossEntropy", { input: [3], layers: [dense(12), { kind }, dense(4)] });
  });

  it("such as moments that are taken for constants is caught", async () => {
    const model = (kind: string) => ({ input: [3], layers: around({ kind }, tanh) });
    kernels.normaliseChannelsBackward = (x, mean, variance, epsilon, gamma, _fromBatch, ...rest) =>
      sound.normaliseChannelsBackward(x, mean, variance, epsilon, gamma, false, ...rest);
    await caught("softmaxCrossEntropy", model("batchNorm"));
    kernels.normaliseRowsBackward = (x, mean, variance, epsilon, gamma, dy, dgamma, dbeta, dx, rows, n) => {
      sound.normaliseRowsBackward(x, mean, variance, epsilon, gamma, dy, dgamma, dbeta, dx, rows, n);
      for (let i = 0; i < rows * n; i++) {
        const deviation = Math.sqrt(variance.data[Math.floor(i / n)] + epsilon);
        dx!.data[i] = (gamma.data[i % n] * dy.data[i]) / deviation;
      }
    };
    await caught("softmaxCrossEntropy", model("layerNorm"));
  });

  it("such as another mask on the way back is caught", async () => {
    let pass = 0;
    kernels.dropout = (x, y, n, keep, key0, key1) => sound.dropout(x, y, n, keep, key0 + pass++, key1);
    await caught("softmaxCrossEntropy", layerCases.dropout[0]);
  });

  it("such as a gradient that only goes through the block is caught", async () => {
    kernels.add = (a, b, y, n) => {
      if (y !== a) sound.add(a, b, y, n);
    };
    await caught("softmaxCrossEntropy", layerCases.residual[0]);
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
