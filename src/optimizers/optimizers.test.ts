import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { dense } from "../layers/index.js";
import { build } from "../model/build.js";
import * as named from "./index.js";

const { optimizerFrom, optimizers } = named;

it("each has a function of its name, that fills in the defaults", () => {
  const defaults: Record<string, object> = {
    sgd: {},
    momentum: { momentum: 0.9 },
    nesterov: { momentum: 0.9 },
    adagrad: { eps: 1e-10 },
    rmsprop: { alpha: 0.99, eps: 1e-8 },
    adam: { betas: [0.9, 0.999], eps: 1e-8 },
    adamw: { betas: [0.9, 0.999], eps: 1e-8, weightDecay: 0.01 },
  };
  for (const kind of optimizers.kinds) {
    const make = (named as any)[kind] as (fields: object) => named.Optimizer;
    const spec = { kind, learningRate: { kind: "constant", rate: 0.1 }, weightDecay: 0, ...defaults[kind] };
    expect(make({ learningRate: 0.1 }).spec).toEqual(spec);
    expect(optimizerFrom({ kind, learningRate: 0.1 }).spec).toEqual(spec);
  }
});

it.each<[object, string]>([
  [{ kind: "momentum", momentum: 1 }, 'optimizer "momentum".momentum'],
  [{ kind: "nesterov", momentum: 0 }, 'optimizer "nesterov".momentum'],
  [{ kind: "adagrad", eps: 1e-17 }, 'optimizer "adagrad".eps'],
  [{ kind: "rmsprop", alpha: -0.1 }, 'optimizer "rmsprop".alpha'],
  [{ kind: "adam", betas: [0.9] }, 'optimizer "adam".betas'],
  [{ kind: "adam", betas: [0.9, 0.99, 0.999] }, 'optimizer "adam".betas'],
  [{ kind: "adam", betas: [0.9, 1] }, 'optimizer "adam".betas[1]'],
  [{ kind: "adamw", weightDecay: -1 }, 'optimizer "adamw".weightDecay'],
  [{ kind: "sgd", momentum: 0.9 }, 'optimizer "sgd"'],
])("%j is refused", (fields, where) => {
  expect(caught(() => optimizerFrom({ learningRate: 0.1, ...fields }))).toMatchObject({
    code: "E_FIELD",
    where,
  });
});

it.each(["momentum", "nesterov", "rmsprop", "adam", "adamw"])(
  "%s forgets a gradient that has vanished, before it is subnormal",
  async (kind) => {
    const model = await build({ input: [2], layers: [dense(2)] }, { seed: 1 });
    const optimizer = optimizerFrom({ kind, learningRate: 0.1 });
    for (const { grad } of model.parameters) grad.fill(1e-18);
    optimizer.step(model);
    for (const { grad } of model.parameters) grad.fill(0);
    for (let i = 0; i < 1500; i++) {
      optimizer.step(model);
      for (const slot of optimizer.slotsFor(model.network))
        expect(slot.data.every((x) => x === 0 || Math.abs(x) >= 2 ** -126)).toBe(true);
    }
  },
);

describe("a penalty", () => {
  const step = async (options: object, weightDecay = 0) => {
    const spec = { input: [2], layers: [dense(2, { biasInit: { kind: "constant", value: 1 }, ...options })] };
    const model = await build(spec, { seed: 1, backend: "reference" });
    const [{ value: w }, { value: b }] = model.parameters;
    w.set([2, -3, 0, 0.5]);
    named.sgd({ learningRate: 0.1, weightDecay }).step(model); // the gradients are still 0
    return { w: [...w], b: [...b], grad: [...model.parameters[0].grad] };
  };

  it("pulls weights towards 0, and no biases", async () => {
    expect((await step({ l1: 1 })).w).toEqual([1.9, -2.9, 0, 0.4]);
    expect((await step({ l2: 1 })).w.map((x) => x.toFixed(12))).toEqual(
      [1.8, -2.7, 0, 0.45].map((x) => x.toFixed(12)),
    );
    expect((await step({ l1: 1, l2: 1 })).b).toEqual([1, 1]);
  });

  it("adds to weight decay, which is for biases too", async () => {
    const { w, b } = await step({ l2: 1 }, 1);
    expect(w[0]).toBeCloseTo(2 - 0.1 * 4, 14);
    expect(b).toEqual([0.9, 0.9]);
  });

  it("is no part of the gradient that is shown", async () => {
    expect((await step({ l1: 1, l2: 1 })).grad).toEqual([0, 0, 0, 0]);
  });
});
