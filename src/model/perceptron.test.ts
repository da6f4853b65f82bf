import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { gates, perceptron, trainPerceptron } from "./perceptron.js";

const corners = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const truth = {
  and: [0, 0, 0, 1],
  or: [0, 1, 1, 1],
  nand: [1, 1, 1, 0],
  xor: [0, 1, 1, 0],
} as const;

describe("gates", () => {
  it.each(Object.entries(truth))("%s has its truth table", (name, expected) => {
    expect(corners.map(gates[name as keyof typeof gates])).toEqual(expected);
  });

  it("of one perceptron have the line they cut along; xor has none", () => {
    expect([gates.and.weights, gates.and.bias]).toEqual([[0.5, 0.5], -0.7]);
    expect(gates.xor).not.toHaveProperty("weights");
  });
});

describe("a perceptron", () => {
  it("says 1 beyond its line, and 0 on it", () => {
    const neuron = perceptron([2, -1], -1);
    expect([neuron([1, 0]), neuron([1, 1]), neuron([0, 0])]).toEqual([1, 0, 0]);
  });

  it("is not changed by who changes what it was made of", () => {
    const weights = [1];
    const neuron = perceptron(weights, 0);
    weights[0] = -1;
    expect(neuron([1])).toBe(1);
  });

  it("refuses what is no number, and inputs that do not fit", () => {
    expect(caught(() => perceptron([], 0)).code).toBe("E_FIELD");
    expect(caught(() => perceptron([1, Number.NaN], 0)).code).toBe("E_FIELD");
    expect(caught(() => perceptron([1], Number.POSITIVE_INFINITY)).code).toBe("E_FIELD");
    expect(caught(() => gates.and([1])).code).toBe("E_SHAPE");
  });
});

describe("the perceptron learning rule", () => {
  it.each(["and", "or", "nand"] as const)("learns %s", (name) => {
    const { perceptron, converged, epochs, mistakes } = trainPerceptron(corners, truth[name]);
    expect(converged).toBe(true);
    expect(corners.map(perceptron)).toEqual(truth[name]);
    expect(mistakes).toHaveLength(epochs);
    expect(mistakes.at(-1)).toBe(0);
    expect(epochs).toBeLessThan(10);
  });

  it("makes the steps of the formula", () => {
    // from 0: wrong on (0,0) → b = 1; wrong on (1,1), whose target is 0 → w = (−1,−1), b = 0
    const { perceptron } = trainPerceptron(corners, truth.nand, { epochs: 1 });
    expect([perceptron.weights, perceptron.bias]).toEqual([[-1, -1], 0]);
    const half = trainPerceptron(corners, truth.nand, { epochs: 1, learningRate: 0.5 });
    expect([half.perceptron.weights, half.perceptron.bias]).toEqual([[-0.5, -0.5], 0]);
  });

  it("says that XOR cannot be learnt, after as many epochs as it was given", () => {
    const result = trainPerceptron(corners, truth.xor, { epochs: 1000 });
    expect(result).toMatchObject({ converged: false, epochs: 1000 });
    expect(Math.min(...result.mistakes)).toBeGreaterThan(0);
  });

  it("tells that all is right also where the last epoch had to learn", () => {
    expect(trainPerceptron([[1]], [1], { epochs: 1 })).toMatchObject({ converged: true, mistakes: [1] });
  });

  it.each<[string, () => unknown, object]>([
    ["no samples", () => trainPerceptron([], []), { code: "E_SHAPE" }],
    ["a target too few", () => trainPerceptron(corners, [0, 1]), { code: "E_SHAPE" }],
    [
      "samples of two sizes",
      () => trainPerceptron([[1], [1, 2]], [0, 1]),
      { code: "E_SHAPE", where: "sample 1" },
    ],
    ["targets of −1", () => trainPerceptron([[1]], [-1]), { code: "E_DATA", got: "the target -1" }],
    ["NaN", () => trainPerceptron([[Number.NaN]], [1]), { code: "E_DATA", got: "the input NaN" }],
    [
      "a learning rate of 0",
      () => trainPerceptron([[1]], [1], { learningRate: 0 }),
      { code: "E_FIELD", where: "trainPerceptron.learningRate" },
    ],
    [
      "a misspelt option",
      () => trainPerceptron([[1]], [1], { epoch: 3 } as any),
      { remedy: 'Did you mean "epochs"?' },
    ],
  ])("refuses %s", (_name, run, expected) => {
    expect(caught(run)).toMatchObject(expected);
  });
});
