import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { augmentation, augmentations } from "chainrule";
import { loadData, readImage } from "chainrule/node";
import { describe, expect, it } from "vitest";
import { jsonOf, runCli, startCli, temporaryFolder } from "./testing/cli.js";

const folder = temporaryFolder();
const preview = (...more: string[]) => runCli(folder, ["data", "preview", ...more]);

describe("data preview --augment", () => {
  it("shows each picture as it is, and as it is in some epochs", () => {
    const { status, stdout, stderr } = preview("mnist-10k", "--augment", "rotate:degrees=20");
    expect([status, stderr]).toEqual([0, ""]);
    for (const epoch of [1, 2, 3, 4, 5]) {
      expect(stdout.match(new RegExp(`in epoch ${epoch}`, "g"))).toHaveLength(3);
    }
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout.split("\n").filter((line) => /[%@]/.test(line)).length).toBeGreaterThan(30);
  });

  it("gives in JSON what training would see", async () => {
    const specs = [
      { kind: "shift", x: 3, y: 0 },
      { kind: "elastic", alpha: 20, sigma: 4 },
    ];
    const args = ["--augment", "shift:x=3,y=0", "--augment", JSON.stringify(specs[1]), "--seed", "4"];
    const samples = jsonOf(folder, ["data", "preview", "mnist-10k", ...args]);
    expect(samples).toHaveLength(10);
    const { train } = await loadData("mnist-10k");
    const target = new Uint8Array(784);
    augmentation(specs)(train, 4).write(2, 3, target);
    expect(samples[2].augmented).toHaveLength(5);
    expect(samples[2].augmented[3]).toEqual([...target]);
    expect(samples[2].inputs).toEqual([...train.inputs.subarray(2 * 784, 3 * 784)]);
  });

  it("draws to a PNG: first the originals, then the changed ones", async () => {
    const path = join(folder, "sheet.png");
    preview("mnist-10k", "--augment", "rotate", "--png", path);
    const { width, height, data } = readImage(readFileSync(path), path);
    expect([width, height]).toEqual([2 * (10 * 30 + 2), 2 * (8 * 30 + 2)]);
    const { train } = await loadData("mnist-10k");
    const red = (x: number, y: number) => data[4 * (2 * y * width + 2 * x)];
    const shown = (column: number, row: number) =>
      Array.from({ length: 784 }, (_, i) =>
        red(2 + 30 * column + (i % 28), 2 + 30 * row + Math.floor(i / 28)),
      );
    expect(shown(0, 1)).toEqual([...train.inputs.subarray(784, 2 * 784)]);
    expect(shown(1, 1)).not.toEqual(shown(0, 1));
    preview("mnist-10k", "--png", path);
    const plain = readImage(readFileSync(path), path);
    expect([plain.width, plain.height]).toEqual([width, height]);
  });

  it("says in its help every way there is, with its settings", () => {
    const { stdout } = preview("--help");
    for (const { kind, fields } of augmentations.definitions) {
      const settings = Object.entries(fields).map(([name, { fallback }]) => `${name}=${fallback}`);
      expect(stdout).toContain(`  ${kind}:${settings.join(",")} `);
    }
  });

  it.each([
    [["mnist-10k", "--augment", "rotat"], /Did you mean "rotate"\?/],
    [["mnist-10k", "--augment", "rotate:degree=5"], /Did you mean "degrees"\?/],
    [["mnist-10k", "--augment", "rotate:degrees=500"], /≤ 180/],
    [["mnist-10k", "--augment", "{"], /E_FORMAT/],
    [["iris", "--augment", "rotate"], /\[channels, height, width\]/],
    [["iris", "--png", "iris.png"], /data that are images/],
    [["mnist-10k", "--augment", "rotate", "--seed", "x"], /whole number ≥ 0/],
  ])("%j is wrong usage", (args, message) => {
    const { status, stdout, stderr } = preview(...args);
    expect([status, stdout, stderr]).toEqual([2, "", expect.stringMatching(message)]);
  });

  it("ends with 3 where the picture cannot be written", () => {
    const { status, stderr } = preview("mnist-10k", "--png", join(folder, "nowhere", "x.png"));
    expect([status, stderr]).toEqual([3, expect.stringContaining("E_IO")]);
  });
});

describe("a recipe with augment", () => {
  const recipe = (augment: unknown) => ({
    data: "mnist-10k",
    model: { input: [784], layers: [{ kind: "dense", units: 10 }] },
    loss: "softmaxCrossEntropy",
    optimizer: { kind: "sgd", learningRate: 0.1 },
    epochs: 3,
    batchSize: 20,
    seed: 1,
    augment,
  });
  const write = (name: string, augment: unknown) =>
    writeFileSync(join(folder, name), JSON.stringify(recipe(augment)));

  it("that is broken off comes to the same weights", async () => {
    write("augmented.json", ["shift", { kind: "elastic", alpha: 20 }]);
    write("plain.json", []);
    const digest = jsonOf(folder, ["train", "augmented.json", "--out", "whole"]).weightsDigest;
    expect(jsonOf(folder, ["train", "plain.json"]).weightsDigest).not.toBe(digest);
    const run = startCli(folder, ["train", "augmented.json", "--out", "broken"]);
    await run.said(/^epoch 1/m);
    run.child.kill("SIGINT");
    expect((await run.ended).status).toBe(130);
    expect(jsonOf(folder, ["train", "--resume", "broken"]).weightsDigest).toBe(digest);
    const { config } = JSON.parse(readFileSync(join(folder, "broken", "run.json"), "utf8"));
    expect(config.augment).toEqual([
      { kind: "shift", x: 2, y: 2 },
      { kind: "elastic", alpha: 20, sigma: 4 },
    ]);
    const other = runCli(folder, ["train", "plain.json", "--resume", "broken"]);
    expect([other.status, other.stderr]).toEqual([3, expect.stringContaining("another augment")]);
  });

  it("is refused for data that are no images", () => {
    const args = ["train", "iris-sigmoid-20-20", "--set", 'augment=["rotate"]'];
    const { status, stderr } = runCli(folder, args);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/E_FIELD.*augment.*Leave augment out/s)]);
  });
});
