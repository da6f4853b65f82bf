import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { build } from "../model/build.js";
import { evaluate } from "../train/evaluate.js";
import { softmaxCrossEntropy } from "./index.js";

const make = () => build({ input: [3], layers: [{ kind: "linear" }] }, { backend: "reference" });
const x = [1, 0, -1, 0.5, 2, 0];
const own = async (rows: number[], label: number) =>
  (await make()).loss(rows, [label], softmaxCrossEntropy());

describe("class weights", () => {
  it("give the weighted mean, and its gradient", async () => {
    const model = await make();
    const [a, b] = [await own(x.slice(0, 3), 0), await own(x.slice(3), 2)];
    const loss = softmaxCrossEntropy({ classWeights: [1, 5, 3] });
    expect(model.loss(x, [0, 2], loss)).toBeCloseTo((a + 3 * b) / 4, 14);
    const dx = model.backward();
    model.loss(x, [0, 2], softmaxCrossEntropy({ reduction: "sum" }));
    model.backward().forEach((gradient, i) => {
      expect(dx[i]).toBeCloseTo((gradient * (i < 3 ? 1 : 3)) / 4, 14);
    });
  });

  it("give the weighted sum without the division", async () => {
    const [a, b] = [await own(x.slice(0, 3), 0), await own(x.slice(3), 2)];
    const loss = softmaxCrossEntropy({ classWeights: [1, 5, 3], reduction: "sum" });
    expect((await make()).loss(x, [0, 2], loss)).toBeCloseTo(a + 3 * b, 14);
  });

  it("make nothing of a batch whose classes do not count", async () => {
    const model = await make();
    expect(model.loss(x, [0, 0], softmaxCrossEntropy({ classWeights: [0, 1, 1] }))).toBe(0);
    expect(new Set([...model.backward()].map(Math.abs))).toEqual(new Set([0]));
  });

  it("count in an evaluation, but do not change what is right", async () => {
    const model = await make();
    const data = { inputs: Float32Array.from(x), shape: [3], targets: Uint8Array.of(0, 2), size: 2 };
    const loss = softmaxCrossEntropy({ classWeights: [0.01, 100, 3], labelSmoothing: 0.5 });
    expect(evaluate(model, data, { loss })).toMatchObject({
      accuracy: 0.5,
      loss: model.loss(x, [0, 2], loss),
    });
  });

  it.each([[[1, 2]], [[1, 2, 3, 4]]])("must be one for each class, not %j", async (classWeights) => {
    const model = await make();
    expect(caught(() => model.loss(x, [0, 2], softmaxCrossEntropy({ classWeights })))).toMatchObject({
      code: "E_FIELD",
      where: "loss.classWeights",
      expected: "3 weights, one per class",
    });
  });

  it.each<[object]>([
    [{ classWeights: [1, -1, 1] }],
    [{ classWeights: [] }],
    [{ labelSmoothing: 1 }],
    [{ labelSmoothing: -0.1 }],
  ])("%j is refused", async (fields) => {
    const model = await make();
    expect(caught(() => model.loss(x, [0, 2], softmaxCrossEntropy(fields))).code).toBe("E_FIELD");
  });
});
