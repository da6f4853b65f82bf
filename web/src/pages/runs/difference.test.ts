import { expect, it } from "vitest";
import { differences } from "./difference.ts";

const run = (learningRate: number, extra: object = {}) => ({
  title: `Rate ${learningRate}`,
  model: { input: [4], layers: [{ kind: "dense", units: 20 }, { kind: "sigmoid" }] },
  optimizer: { kind: "sgd", learningRate },
  ...extra,
});

it("tells only what differs, with its path", () => {
  expect(differences([run(0.1), run(0.1), run(0.3)])).toEqual([
    { name: "optimizer.learningRate", values: ["0.1", "0.1", "0.3"] },
  ]);
  expect(differences([run(0.1), run(0.1)])).toEqual([]);
  expect(differences([run(0.1)])).toEqual([]);
  expect(differences([])).toEqual([]);
});

it("tells what one has and others have not, and what is inside lists", () => {
  const deeper = { model: { input: [4], layers: [{ kind: "dense", units: 20 }, { kind: "tanh" }] } };
  expect(differences([run(0.1), run(0.1, { ...deeper, clip: { norm: 1 } })])).toEqual([
    { name: "model.layers[1]", values: ["sigmoid", "tanh"] },
    { name: "clip.norm", values: [undefined, "1"] },
  ]);
  expect(differences([{ shape: [1, 2] }, { shape: [1, 3] }])).toEqual([
    { name: "shape", values: ["[1,2]", "[1,3]"] },
  ]);
});
