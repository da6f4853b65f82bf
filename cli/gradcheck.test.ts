import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonOf, runCli, temporaryFolder } from "./testing/cli.js";

const folder = temporaryFolder();

/** A recipe whose first layer is zero, so that all its ReLUs stand on their kink, where there is no gradient. */
const kinked = {
  data: "moons",
  model: {
    input: [2],
    layers: [{ kind: "dense", units: 3, weightInit: "zeros" }, "relu", { kind: "dense", units: 2 }],
  },
  loss: "softmaxCrossEntropy",
  optimizer: { kind: "sgd", learningRate: 0.1 },
  epochs: 1,
  batchSize: 10,
};
writeFileSync(join(folder, "kinked.json"), JSON.stringify(kinked));

describe("gradcheck", () => {
  it("checks every number of a small net", () => {
    const document = jsonOf(folder, ["gradcheck", "iris-sigmoid-20-20"]);
    expect(document).toMatchObject({ recipe: "iris-sigmoid-20-20", passed: true, seed: 1, tolerance: 1e-6 });
    expect(document.parameters.map(({ name, checked }: any) => [name, checked])).toEqual([
      ["0.dense.W", 80],
      ["0.dense.b", 20],
      ["2.dense.W", 400],
      ["2.dense.b", 20],
      ["4.dense.W", 60],
      ["4.dense.b", 3],
      ["x", 12],
    ]);
    expect(document.worst.relativeError).toBeLessThan(1e-6);
    const { status, stdout } = runCli(folder, ["gradcheck", "iris-sigmoid-20-20"]);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/2\.dense\.W +20×20 +all 400 .*agree/s)]);
    expect(stdout).not.toContain("sample was checked");
  });

  it("checks a sample of a large one, as many as are asked for, drawn by the seed", () => {
    const check = (...more: string[]) => jsonOf(folder, ["gradcheck", "mnist-relu-dead", ...more]);
    const first = check("--samples", "7");
    expect(first.parameters.map(({ checked }: any) => checked)).toEqual([7, 7, 7, 5, 7, 7, 7]);
    expect(check("--samples", "7")).toEqual(first);
    expect(check("--samples", "7", "--seed", "2").parameters).not.toEqual(first.parameters);
    const { stdout } = runCli(folder, ["gradcheck", "mnist-relu-dead"]);
    expect(stdout).toMatch(/50 of 23,520.*all 5 .*only a random sample was checked/s);
  });

  it("ends with 1 when they do not agree, and names the worst", () => {
    const { status, stdout } = runCli(folder, ["gradcheck", "kinked.json"]);
    expect([status, stdout]).toEqual([
      1,
      expect.stringMatching(/do not agree.*at worst by \S+, in 0\.dense\.[Wb]/),
    ]);
    const json = runCli(folder, ["gradcheck", "kinked.json", "--json"]);
    expect(json.status).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      passed: false,
      worst: { name: expect.stringMatching(/^0\./) },
    });
  });

  it.each([
    [["gradcheck", "irsi-sigmoid-20-20"], 2, /Did you mean/],
    [["gradcheck", "iris-sigmoid-20-20", "--samples", "0"], 2, /whole number ≥ 1/],
    [["gradcheck"], 2, /missing required argument/],
  ])("%j ends with %d", (args, code, message) => {
    const { status, stderr } = runCli(folder, args);
    expect([status, stderr]).toEqual([code, expect.stringMatching(message)]);
  });
});
