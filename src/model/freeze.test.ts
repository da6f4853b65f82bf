import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { dense, tanh } from "../layers/index.js";
import { type Optimizer, optimizerFrom, optimizers } from "../optimizers/index.js";
import { build } from "./build.js";
import type { Model } from "./model.js";

const make = () => build({ input: [2], layers: [dense(3), tanh(), dense(4), dense(2)] }, { seed: 1 });
const frozen = (model: Model) =>
  model.parameters.filter(({ trainable }) => !trainable).map(({ name }) => name);
const bytes = (model: Model) => model.parameters.map(({ value }) => [...value]);

function learn(model: Model, optimizer: Optimizer) {
  for (let i = 0; i < 3; i++) {
    model.loss([1, 2, -1, 0.5], [0, 1], "softmaxCrossEntropy");
    model.backward();
    optimizer.step(model);
  }
}

describe("freeze", () => {
  it.each([
    ["0.*", ["0.dense.W", "0.dense.b"]],
    ["0.dense", ["0.dense.W", "0.dense.b"]],
    ["0", ["0.dense.W", "0.dense.b"]],
    ["2.dense.W", ["2.dense.W"]],
    [
      ["0.dense.W", "*.b"],
      ["0.dense.W", "0.dense.b", "2.dense.b", "3.dense.b"],
    ],
    [[], []],
  ])("%j means %j", async (patterns, names) => {
    const model = await make();
    model.freeze(patterns);
    expect(frozen(model)).toEqual(names);
    model.unfreeze(patterns);
    expect(frozen(model)).toEqual([]);
  });

  it.each(["1", "1.tanh", "0.dens", "*.conv2d.*", ""])(
    "refuses %j, which means nothing, and freezes nothing",
    async (pattern) => {
      const model = await make();
      expect(caught(() => model.freeze(["0.dense", pattern]))).toMatchObject({
        code: "E_FIELD",
        where: "freeze",
        remedy: expect.stringContaining("0.dense.W, 0.dense.b, 2.dense.W"),
      });
      expect(caught(() => model.unfreeze(pattern)).where).toBe("unfreeze");
      expect(frozen(model)).toEqual([]);
    },
  );

  it("is also to be had for one parameter", async () => {
    const model = await make();
    model.parameters[2].trainable = false;
    expect(frozen(model)).toEqual(["2.dense.W"]);
  });
});

describe.each(optimizers.kinds)("under %s", (kind) => {
  const optimizer = () => optimizerFrom({ kind, learningRate: 0.1, weightDecay: 0.1 });

  it("no byte changes of what is frozen, and all else does", async () => {
    const model = await make();
    model.freeze(["0.dense.b", "2.dense"]);
    const before = bytes(model);
    learn(model, optimizer());
    const after = bytes(model);
    model.parameters.forEach(({ trainable }, i) => {
      for (let j = 0; j < before[i].length; j++) expect(after[i][j] === before[i][j]).toBe(!trainable);
    });
  });

  it("what is frozen on the way stays from then on, whatever velocity it had", async () => {
    const model = await make();
    const own = optimizer();
    learn(model, own);
    model.freeze("0");
    const before = bytes(model);
    learn(model, own);
    expect(bytes(model).slice(0, 2)).toEqual(before.slice(0, 2));
    expect(bytes(model)[2]).not.toEqual(before[2]);
    model.unfreeze("0");
    learn(model, own);
    expect(bytes(model)[0]).not.toEqual(before[0]);
  });

  it("what is trained moves as if nothing else were there", async () => {
    const [whole, part] = [await make(), await make()];
    part.freeze("0");
    for (const model of [whole, part]) {
      model.loss([1, 2, -1, 0.5], [0, 1], "softmaxCrossEntropy");
      model.backward();
      optimizer().step(model);
    }
    expect(bytes(part).slice(2)).toEqual(bytes(whole).slice(2));
  });
});
