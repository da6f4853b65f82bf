import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonOf, runCli, temporaryFolder } from "./testing/cli.js";

const folder = temporaryFolder();
beforeAll(() => {
  jsonOf(folder, ["train", "iris-sigmoid-20-20", "--out", "run"]);
  copyFileSync(join(folder, "run", "model.safetensors"), join(folder, "alone.safetensors"));
}, 60_000);

describe("evaluate", () => {
  it("has the figures of each class, and they agree with the matrix", () => {
    const document = jsonOf(folder, ["evaluate", "run"]);
    expect(document).toMatchObject({ data: "iris:test=50", split: "test", samples: 50 });
    const { confusion, perClass, macro, accuracy, samples } = document;
    const right = confusion.reduce((sum: number, row: number[], c: number) => sum + row[c], 0);
    expect(right / samples).toBe(accuracy);
    expect(perClass.map((report: any) => report.class)).toEqual(["setosa", "versicolor", "virginica"]);
    expect(perClass.map((report: any) => report.support)).toEqual(
      confusion.map((row: number[]) => row.reduce((sum, n) => sum + n, 0)),
    );
    for (const name of ["precision", "recall", "f1"]) expect(macro[name]).toBeGreaterThan(0.85);
  });

  it("has what the probabilities say, too", () => {
    const { perClass, macro, logLoss, loss, calibration, ...rest } = jsonOf(folder, ["evaluate", "run"]);
    expect(rest).not.toHaveProperty("curves");
    expect(rest).not.toHaveProperty("top3"); // of three classes
    expect(logLoss).toBeCloseTo(loss, 5);
    for (const name of ["rocAuc", "averagePrecision"]) {
      const mean = perClass.reduce((sum: number, report: any) => sum + report[name], 0) / 3;
      expect(macro[name]).toBeCloseTo(mean, 12);
      expect(mean).toBeGreaterThan(0.95);
    }
    expect(calibration.bins).toHaveLength(15);
    expect(calibration.bins.reduce((sum: number, bin: any) => sum + bin.samples, 0)).toBe(50);
    const { stdout } = runCli(folder, ["evaluate", "run"]);
    expect(stdout).toMatch(/^log loss \d\.\d{4}, mean AUC \d\.\d{4}, calibration error \d+\.\d\d %$/m);
  });

  it("keeps the curves for the page", () => {
    const document = jsonOf(folder, ["evaluate", "run", "--report", "run.html"]);
    expect(document.report).toBe("run.html");
    expect(document).not.toHaveProperty("curves");
  });

  it("takes a file, by itself or in its run, and other data", () => {
    const inRun = jsonOf(folder, ["evaluate", "run/model.safetensors"]);
    const alone = jsonOf(folder, ["evaluate", "alone.safetensors", "--data", "iris:test=50"]);
    expect(alone.confusion).toEqual(inRun.confusion);
    expect(jsonOf(folder, ["evaluate", "run", "--data", "iris:test=0"])).toMatchObject({
      split: "all",
      samples: 150,
    });
  });

  it("wants to know the data where no run tells", () => {
    const { status, stderr } = runCli(folder, ["evaluate", "alone.safetensors"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("--data")]);
  });

  it("refuses data of another shape", () => {
    const { status, stderr } = runCli(folder, ["evaluate", "run", "--data", "moons"]);
    expect([status, stderr]).toEqual([3, expect.stringContaining("E_SHAPE")]);
  });

  it("ends with 4 when a minimum is not met", () => {
    const evaluate = (...min: string[]) =>
      runCli(folder, ["evaluate", "run", ...min.flatMap((m) => ["--min", m])]);
    expect(evaluate("accuracy=0.9", "f1=80%").status).toBe(0);
    const { status, stdout, stderr } = evaluate("accuracy=0.5", "recall=1", "f1=1");
    expect(status).toBe(4);
    expect(stdout).toMatch(/ % right/);
    expect(stderr.match(/^below --min {2}(recall|f1) is \d/gm)).toHaveLength(2);
  });

  it("prints tables without colours in a pipe", () => {
    const { stdout } = runCli(folder, ["evaluate", "run"]);
    expect(stdout).toMatch(/^ {2}setosa +100\.0 % /m);
    expect(stdout).not.toContain("\x1b");
  });
});

describe("inspect", () => {
  it("shows layers, weights and origin", () => {
    const document = jsonOf(folder, ["inspect", "run"]);
    expect(document).toMatchObject({
      input: [4],
      parameters: 583,
      multiplyAdds: 4 * 20 + 20 * 20 + 20 * 3,
      weightBytes: 4 * 583,
      activationBytes: 4 * (20 + 20 + 20 + 20 + 3),
      output: "softmax",
      data: "iris:test=50",
      classes: ["setosa", "versicolor", "virginica"],
    });
    expect(document.layers.map(({ kind }: { kind: string }) => kind)).toEqual([
      ...["dense", "sigmoid", "dense", "sigmoid", "dense"],
    ]);
    expect(document.weights.map(({ name }: { name: string }) => name)).toContain("4.dense.b");
    const { stdout } = runCli(folder, ["inspect", "run"]);
    expect(document.layers[4]).toMatchObject({ weightBytes: 4 * 63, activationBytes: 12 });
    for (const text of ["0.dense.W", "583", "2.3 KiB", "252 B", "virginica", document.weightsDigest])
      expect(stdout).toContain(text);
  });
});
