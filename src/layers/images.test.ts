import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import type { Spec } from "../core/registry.js";
import { Rng } from "../core/rng.js";
import {
  avgPool2d,
  build,
  conv2d,
  dense,
  evaluate,
  flatten,
  gelu,
  globalAvgPool2d,
  leakyRelu,
  maxPool2d,
  optimizerFrom,
  parameterCount,
  planModel,
  relu,
  sgd,
  summarise,
  tanh,
  train,
} from "../index.js";
import type { Pair } from "./pair.js";

const outputOf = (input: number[], ...layers: Spec[]) => planModel({ input, layers }).output;

describe("what comes out of a window that slides over an image", () => {
  it.each([
    [{}, [8, 24, 24]],
    [{ padding: 2 }, [8, 28, 28]],
    [{ padding: [0, 2] }, [8, 24, 28]],
    [{ stride: 2 }, [8, 12, 12]],
    [{ stride: [2, 5] }, [8, 12, 5]], // ⌊23/5⌋ + 1: the last three places of a row are not reached
    [{ stride: 2, padding: 2 }, [8, 14, 14]],
  ] as const)("conv2d of 28 × 28 with %j", (options, shape) => {
    expect(outputOf([3, 28, 28], conv2d(8, 5, options))).toEqual(shape);
  });

  it('is ⌈size / stride⌉ with padding "same", for every kernel', () => {
    for (const side of [1, 2, 5, 6, 28]) {
      for (const kernel of [1, 2, 3, 4, 5, 8]) {
        for (const stride of [1, 2, 3, 7]) {
          const places = Math.ceil(side / stride);
          const layer = conv2d(2, kernel, { stride, padding: "same" });
          expect(outputOf([1, side, 9], layer), JSON.stringify(layer)).toEqual([
            2,
            places,
            Math.ceil(9 / stride),
          ]);
        }
      }
    }
  });

  it("moves a pool by its own size unless told otherwise", () => {
    expect(outputOf([4, 28, 27], maxPool2d(2))).toEqual([4, 14, 13]);
    expect(outputOf([4, 28, 27], avgPool2d([4, 3]))).toEqual([4, 7, 9]);
    expect(outputOf([4, 28, 28], maxPool2d(3, { stride: 2, padding: 1 }))).toEqual([4, 14, 14]);
    expect(outputOf([4, 28, 27], globalAvgPool2d())).toEqual([4]);
  });

  it("is counted in the summary", () => {
    const plan = planModel({
      input: [1, 28, 28],
      layers: [conv2d(30, 5), relu(), maxPool2d(2), flatten(), dense(100), relu(), dense(10)],
    });
    expect(summarise(plan).map(({ multiplyAdds }) => multiplyAdds)).toEqual([
      30 * 24 * 24 * 25,
      0,
      0,
      0,
      4320 * 100,
      0,
      1000,
    ]);
    expect(parameterCount(plan)).toBe(780 + 432100 + 1010);
  });

  it("is scaled by what one filter reads and what reads one number", async () => {
    const model = await build({ input: [3, 8, 8], layers: [conv2d(5, [2, 4])] }, { seed: 3 });
    const [w, b] = model.parameters;
    expect([w.name, w.shape, b.name, b.shape]).toEqual(["0.conv2d.W", [5, 3, 2, 4], "0.conv2d.b", [5]]);
    const most = Math.max(...w.value.map(Math.abs));
    const bound = Math.sqrt(6 / (3 * 8 + 5 * 8));
    expect(most).toBeLessThanOrEqual(bound);
    expect(most).toBeGreaterThan(0.9 * bound);
    expect([...b.value]).toEqual([0, 0, 0, 0, 0]);
  });
});

it("a filter is a unit to maxNorm, and its weights are pulled by l1 and l2", async () => {
  const data = {
    inputs: new Float32Array(64).fill(1),
    shape: [1, 4, 4],
    targets: Uint8Array.of(0, 1, 2, 3),
    size: 4,
  };
  const options = { train: data, loss: "softmaxCrossEntropy", epochs: 1, batchSize: 4 };
  const once = async (layer: Spec, more: object) => {
    const model = await build({ input: [1, 4, 4], layers: [layer, flatten()] }, { seed: 1 });
    const start = model.parameters[0].value.slice();
    for (const _ of train(model, { ...options, ...more, optimizer: sgd({ learningRate: 0.1 }) }));
    return { start, end: model.parameters[0].value.slice() };
  };
  const { end } = await once(conv2d(3, 3), { maxNorm: 0.5 });
  for (let f = 0; f < 3; f++) expect(Math.hypot(...end.subarray(9 * f, 9 * f + 9))).toBeCloseTo(0.5, 5);

  const plain = await once(conv2d(3, 3), {});
  const pulled = await once(conv2d(3, 3, { l1: 0.2, l2: 0.5 }), {});
  pulled.end.forEach((w, i) => {
    const pull = 0.2 * Math.sign(plain.start[i]) + 0.5 * plain.start[i];
    expect(w).toBeCloseTo(plain.end[i] - 0.1 * pull, 5);
  });
});

describe("a small convolution by hand", () => {
  it.each(["wasm", "reference"] as const)(
    "on %s: nothing is turned around, the padding is below and on the right",
    async (backend) => {
      const model = await build(
        { input: [1, 2, 2], layers: [conv2d(1, 2, { padding: "same" })] },
        { backend },
      );
      const [w, b] = model.parameters;
      w.value.set([1, 10, 100, 1000]);
      b.value.set([0.5]);
      expect([...model.forward([1, 2, 3, 4])]).toEqual([4321.5, 402.5, 43.5, 4.5]);
    },
  );
});

describe("pools", () => {
  it.each(["wasm", "reference"] as const)(
    "give the first of several as large its gradient, on %s",
    async (backend) => {
      const model = await build({ input: [1, 2, 8], layers: [maxPool2d(2)] }, { backend });
      expect([...model.forward([1, 1, 0, 2, 0, 0, 3, 3, 1, 1, 2, 2, 4, 4, 0, 3])]).toEqual([1, 2, 4, 3]);
      expect([...model.backward([1, 2, 3, 4])]).toEqual([1, 0, 0, 2, 0, 0, 4, 0, 0, 0, 0, 0, 3, 0, 0, 0]);
    },
  );

  it.each(["wasm", "reference"] as const)(
    "let NaN through, and nothing of the padding, on %s",
    async (backend) => {
      const model = await build({ input: [1, 2, 2], layers: [maxPool2d(2, { padding: 1 })] }, { backend });
      expect([...model.forward([-1, Number.NaN, -3, -4])]).toEqual([-1, Number.NaN, -3, -4]);
      expect([...model.backward([1, 2, 3, 4])]).toEqual([1, 2, 3, 4]);
      const average = await build({ input: [1, 2, 2], layers: [avgPool2d(2, { padding: 1 })] }, { backend });
      expect([...average.forward([4, 8, 12, 16])]).toEqual([1, 2, 3, 4]);
    },
  );
});

describe("what cannot be", () => {
  const plan = (input: number[], ...layers: unknown[]) =>
    caught(() => planModel({ input, layers: layers as Spec[] }));

  it.each([conv2d(3, 3), maxPool2d(2), avgPool2d(2), globalAvgPool2d()])(
    "%j on what is no image",
    (layer) => {
      const error = plan([784], layer);
      expect(error).toMatchObject({ code: "E_SHAPE", where: `layer 0 "${layer.kind}"`, got: "[784]" });
      expect(error.message).toMatch(/\[channels, height, width\].*Use input \[1, 28, 28\]/);
    },
  );

  it.each([
    [[1, 4, 9], conv2d(3, 5), "[4, 9] with the padding", "[5, 5] on [1, 4, 9]"],
    [[1, 9, 2], conv2d(3, [3, 7], { padding: [0, 2] }), "[9, 6] with the padding", "[3, 7] on [1, 9, 2]"],
    [[1, 1, 5], maxPool2d(2), "[1, 5] with the padding", "[2, 2] on [1, 1, 5]"],
    [[1, 3, 3], avgPool2d(6, { padding: 1 }), "[5, 5] with the padding", "[6, 6] on [1, 3, 3]"],
  ])("on %j: %j, a window larger than its input", (input, layer, expected, got) => {
    const error = plan(input, relu(), layer);
    expect(error).toMatchObject({ code: "E_SHAPE", where: `layer 1 "${layer.kind}"`, got });
    expect(error.expected).toContain(expected);
    expect(error.remedy).toContain("Make the window smaller");
  });

  it.each([
    [conv2d(3, 3, { stride: 0 }), "stride", "0"],
    [conv2d(3, 3, { stride: [1, 0] }), "stride", "[1,0]"],
    [conv2d(3, 0), "kernel", "0"],
    [conv2d(3, 2.5), "kernel", "2.5"],
    [conv2d(3, [3, 3, 3] as any), "kernel", "[3,3,3]"],
    [conv2d(3, 3, { padding: -1 }), "padding", "-1"],
    [conv2d(3, 3, { padding: "full" as any }), "padding", '"full"'],
    [conv2d(3, undefined as any), "kernel", "nothing"],
    [conv2d(0, 3), "filters", "0"],
    [maxPool2d(2, { stride: 0 }), "stride", "0"],
    [maxPool2d(2, { padding: "same" as any }), "padding", '"same"'],
    [avgPool2d([2, 0]), "size", "[2,0]"],
  ])("%j", (layer, field, got) => {
    const error = plan([1, 8, 8], layer);
    expect(error).toMatchObject({ code: "E_FIELD", got });
    expect(error.where).toContain(`"${layer.kind}".${field}`);
  });

  it.each([
    [[2, 3], 2],
    [[3, 2], 2],
    [2, [2, 0]],
    [2, [0, 2]],
  ] as [Pair, Pair][])("a pool of size %j with padding %j, as much as it is large", (size, padding) => {
    for (const pool of [maxPool2d, avgPool2d])
      expect(plan([1, 8, 8], pool(size, { padding }))).toMatchObject({ code: "E_FIELD" });
  });

  it("a pool of which some windows see nothing but padding", () => {
    expect(plan([1, 8, 8], maxPool2d([3, 2], { padding: 2 }))).toMatchObject({
      code: "E_FIELD",
      where: 'layer 0 "maxPool2d".padding',
      expected: "less than the size [3,2]",
    });
  });

  it("more numbers than memory has", () => {
    const large = [
      [[512, 64, 64], conv2d(2 ** 20, 3)],
      [[1024, 1024, 1024], conv2d(1, 3, { padding: 1 })],
      [[1, 64, 64], conv2d(2 ** 20, 1)],
      [[1, 2, 2], conv2d(1, 1, { padding: 65536 })],
      [[1, 3, 3], maxPool2d(65536, { stride: 1, padding: 65535 })],
    ] as const;
    for (const [input, layer] of large)
      expect(plan([...input], layer), JSON.stringify(layer)).toMatchObject({
        code: "E_SHAPE",
        where: `layer 0 "${layer.kind}"`,
      });
  });
});

/** Pictures of strokes in four directions, somewhere on 10 × 10 pixels, with noise: what a dense layer cannot see through
 *  without many more of them. */
function strokes(size: number, rng: Rng) {
  const inputs = new Uint8Array(size * 100);
  const targets = Uint8Array.from({ length: size }, (_, i) => i % 4);
  const directions = [
    [0, 1],
    [1, 0],
    [1, 1],
    [1, -1],
  ];
  targets.forEach((target, n) => {
    const [down, right] = directions[target];
    const [top, left] = [1 + rng.below(5), (right < 0 ? 4 : 1) + rng.below(5)];
    for (let i = 0; i < 100; i++) inputs[n * 100 + i] = rng.below(60);
    for (let i = 0; i < 4; i++)
      inputs[n * 100 + (top + i * down) * 10 + left + i * right] = 180 + rng.below(70);
  });
  return { inputs, shape: [1, 10, 10], targets, size };
}

it("a small network of convolutions learns, and learns the same each time", async () => {
  const rng = new Rng(5, "data");
  const [data, test] = [strokes(240, rng), strokes(200, rng)];
  const digests = [];
  for (let run = 0; run < 2; run++) {
    const model = await build(
      {
        input: [1, 10, 10],
        layers: [
          conv2d(6, 3, { padding: "same" }),
          relu(),
          maxPool2d(2),
          conv2d(8, 3),
          relu(),
          flatten(),
          dense(4),
        ],
      },
      { seed: 2 },
    );
    const options = {
      train: data,
      loss: "softmaxCrossEntropy",
      optimizer: optimizerFrom({ kind: "sgd", learningRate: 0.2 }),
      epochs: 25,
      batchSize: 20,
    };
    for (const _ of train(model, options));
    expect(evaluate(model, test, { loss: "softmaxCrossEntropy" }).accuracy).toBeGreaterThan(0.95);
    digests.push([...model.save()]);
  }
  expect(digests[0]).toEqual(digests[1]);
});

describe.each(["reference", "wasm"] as const)("on %s", (backend) => {
  it.each([
    [relu(), maxPool2d(2)],
    [tanh(), maxPool2d(2)],
    [leakyRelu(), maxPool2d(3, { stride: 2, padding: 1 })],
    [gelu(), maxPool2d([2, 3], { stride: 1 })],
  ])("%j and %j go back in one pass as they do one by one", async (activation, pool) => {
    const first = { input: [1, 9, 10], layers: [conv2d(3, 2), activation] };
    const input = planModel(first).output as number[];
    const [together, convolution, last] = await Promise.all(
      [{ ...first, layers: [...first.layers, pool] }, first, { input, layers: [pool] }].map((spec) =>
        build(spec, { seed: 4, backend }),
      ),
    );
    const random = new Rng(9, "data");
    const x = Float32Array.from({ length: 2 * 90 }, () => random.normal());
    const y = together.forward(x);
    const dy = y.map(() => random.normal());
    const dx = together.backward(dy);
    last.forward(convolution.forward(x));
    expect(convolution.backward(last.backward(dy))).toEqual(dx);
    for (const [i, { grad }] of convolution.parameters.entries())
      expect(together.parameters[i].grad).toEqual(grad);
  });
});
