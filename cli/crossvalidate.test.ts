import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonOf, runCli, startCli, temporaryFolder } from "./testing/cli.js";

const folder = temporaryFolder();
const iris = (...more: string[]) => ["crossvalidate", "iris-sigmoid-20-20", ...more];

describe("crossvalidate", () => {
  it("has the figures of each fold, and their mean and deviation", () => {
    const document = jsonOf(folder, iris("--data", "iris:test=0", "--folds", "3", "--seed", "4"));
    expect(document).toMatchObject({
      recipe: "iris-sigmoid-20-20",
      status: "done",
      seed: 4,
      epochs: 200,
      samples: 150,
    });
    const { folds, test, train } = document;
    expect(folds.map(({ testSize }: { testSize: number }) => testSize)).toEqual([50, 50, 50]);
    for (const [part, mean] of [
      ["train", train],
      ["test", test],
    ]) {
      for (const figure of ["loss", "accuracy"]) {
        const values: number[] = folds.map((fold: any) => fold[part][figure]);
        const average = values.reduce((sum, value) => sum + value) / 3;
        expect(mean[figure].mean).toBeCloseTo(average, 12);
        const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0);
        expect(mean[figure].std).toBeCloseTo(Math.sqrt(squares / 2), 12);
      }
    }
    expect(test.accuracy.mean).toBeGreaterThan(0.9);
  });

  it("gives the same for the same seed, and stores nothing", () => {
    const [a, b] = [1, 2].map(() => {
      const { seconds: _, ...document } = jsonOf(folder, iris("--epochs", "3"));
      return document;
    });
    expect(b).toEqual(a);
    expect(a.samples).toBe(100); // the test set stays out
    expect(existsSync(join(folder, "runs"))).toBe(false);
  });

  it("tells results on stdout and progress on stderr", () => {
    const { status, stdout, stderr } = runCli(folder, iris("--folds", "4"));
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^\d+\.\d\d % ± \d+\.\d\d % right on samples it has not seen, over 4 folds \(loss /m,
    );
    expect(stdout).toMatch(/^ {2}mean +\d\.\d{4} /m);
    expect(stderr).toContain("100 samples; 50 test samples stay out");
    expect(stderr.match(/^fold [1-4]\/4 {3}loss .* test .* %$/gm)).toHaveLength(4);
  });

  it("takes a file, and changes to it", () => {
    const recipe = {
      data: "moons:n=60,noise=0.1",
      model: { input: [2], layers: [{ kind: "dense", units: 2 }] },
      loss: "softmaxCrossEntropy",
      optimizer: { kind: "sgd", learningRate: 0.1 },
      epochs: 100,
      batchSize: 10,
    };
    writeFileSync(join(folder, "mine.json"), JSON.stringify(recipe));
    const args = ["crossvalidate", "mine.json", "--folds", "2", "--set", "epochs=7"];
    expect(jsonOf(folder, args)).toMatchObject({ recipe: "mine", epochs: 7, folds: [{}, {}] });
  });

  it("stops by Ctrl-C, with the folds that are done", async () => {
    const run = startCli(folder, iris("--epochs", "3000", "--folds", "20", "--json"));
    await run.said(/^fold {2}1\/20/m);
    run.child.kill("SIGINT");
    const { status, stdout, stderr } = await run.ended;
    expect(status).toBe(130);
    expect(stderr).toMatch(/once more to stop at once/);
    const document = JSON.parse(stdout);
    expect(document.status).toBe("stopped");
    expect(document.folds.length).toBeGreaterThan(0);
    expect(document.folds.length).toBeLessThan(20);
  });

  it("ends with 1 when a fold diverges", () => {
    const values = ["--set", "optimizer.learningRate=1e38", "--set", "loss=meanSquaredError"];
    const { status, stdout, stderr } = runCli(folder, iris(...values, "--json"));
    expect(status).toBe(1);
    expect(stderr).toMatch(/E_DIVERGED/);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: "E_DIVERGED" },
      status: "diverged",
      folds: [],
    });
  });

  it("refuses values, which have no classes", () => {
    writeFileSync(
      join(folder, "values.csv"),
      Array.from({ length: 20 }, (_, i) => `${i},${i / 3}`).join("\n"),
    );
    const sets = ["model.input=[1]", "model.layers.4.units=1"].flatMap((set) => ["--set", set]);
    const { status, stderr } = runCli(folder, iris("--data", "values.csv", ...sets));
    expect([status, stderr]).toEqual([3, expect.stringMatching(/E_DATA.*cross-validation/)]);
  });
});
