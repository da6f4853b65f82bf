import { expect, it } from "vitest";
import { handObstacle, handTask } from "./by-hand.ts";
import { readTask, showTask } from "./hand-task.ts";
import { DEFAULTS, hidden, type PlaygroundConfig } from "./playground.ts";

const point = { inputs: [0.5, -1.25], target: 1 };
const weights = (count: number) => Float32Array.from({ length: count }, (_, i) => (i - 7) / 16);

it("is the same network, point and learning rate, and an address keeps them", () => {
  const task = handTask(DEFAULTS, point, weights(2 * 4 + 4 + 4 * 2 + 2 + 2 + 1))!;
  expect(task.layers.map(({ units, activation }) => units + activation)).toEqual([
    "4tanh",
    "2tanh",
    "1sigmoid",
  ]);
  expect(task.parameters.map(({ length }) => length)).toEqual([8, 4, 8, 2, 2, 1]);
  expect([task.inputs, task.targets, task.learningRate]).toEqual([[0.5, -1.25], [1], 0.03]);
  expect(readTask(new URLSearchParams(showTask(task)))).toEqual(task);
});

it("has a target for each output, and linear outputs for values", () => {
  const layers = [hidden(3)];
  const blobs: PlaygroundConfig = { ...DEFAULTS, data: "blobs", classes: 4, layers };
  expect(handTask(blobs, point, weights(9 + 16))!.targets).toEqual([0, 1, 0, 0]);
  const plane: PlaygroundConfig = { ...DEFAULTS, data: "plane", layers };
  const task = handTask(plane, { ...point, target: 0.7 }, weights(9 + 4))!;
  expect([task.targets, task.layers[1]]).toEqual([[0.7], { units: 1, activation: "linear" }]);
});

it("is none while the weights are those of another network", () => {
  expect(handTask(DEFAULTS, point, weights(5))).toBeUndefined();
});

it("says what a network has that cannot be worked by hand", () => {
  const of = (changes: Partial<PlaygroundConfig>) => handObstacle({ ...DEFAULTS, ...changes });
  expect(of({})).toBeUndefined();
  expect(of({ layers: Array(4).fill(hidden(2)) })).toEqual({ obstacle: "layers", values: { n: 4, most: 3 } });
  expect(of({ layers: [hidden(2), hidden(9)] })).toEqual({
    obstacle: "units",
    values: { layer: 2, n: 9, most: 8 },
  });
  expect(of({ layers: [hidden(2, "gelu")] })?.obstacle).toBe("activation");
  expect(of({ layers: [{ ...hidden(2), dropout: 0.5 }] })?.obstacle).toBe("extras");
  expect(of({ layers: [{ ...hidden(2), batchNorm: true }] })?.obstacle).toBe("extras");
  expect(of({ loss: "softmaxCrossEntropy" })?.obstacle).toBe("softmax");
  expect(of({ data: "plane", loss: "softmaxCrossEntropy" })).toBeUndefined();
  const expressions = ["x1*x1", "x2"];
  const features = ["x1", "x2", "x1^2", "x2^2", "x1x2", "sinx1", "sinx2"] as const;
  expect(of({ features, expressions })).toEqual({ obstacle: "inputs", values: { n: 9, most: 8 } });
});
