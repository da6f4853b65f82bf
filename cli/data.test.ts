import { describe, expect, it } from "vitest";
import { fullMnist } from "../test/full-mnist.js";
import { jsonOf, runCli, temporaryFolder } from "./testing/cli.js";

const folder = temporaryFolder();
const shown = (...args: string[]) => {
  const { status, stdout, stderr } = runCli(folder, ["data", ...args]);
  expect([status, stderr]).toEqual([0, ""]);
  return stdout;
};

describe("data", () => {
  it("lists the names, with their settings", () => {
    const all = jsonOf(folder, ["data", "list"]);
    const moons = all.find(({ name }: { name: string }) => name === "moons");
    expect(moons.settings.map(({ name }: { name: string }) => name)).toContain("noise");
    for (const { name, settings } of all)
      expect([name, settings.find((setting: { name: string }) => setting.name === "train")]).toEqual([
        name,
        { name: "train", help: expect.stringContaining("training samples") },
      ]);
    const text = shown("list");
    expect(text).not.toContain("undefined");
    for (const { name } of all) expect(text).toMatch(new RegExp(`^  ${name} `, "m"));
  });

  it("counts", () => {
    const about = jsonOf(folder, ["data", "info", "mnist-10k"]);
    expect(about).toMatchObject({
      shape: [1, 28, 28],
      image: { width: 28, height: 28, channels: 1 },
      train: { size: 9000 },
      test: { size: 1000 },
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(about.train.perClass.reduce((sum: number, n: number) => sum + n)).toBe(9000);
    expect(shown("info", "iris")).toMatch(/setosa +\d+ +\d+/);
    const few = shown("info", "mnist-10k:classes=5-9,train=100");
    expect(few).toContain("100 to learn from + 487 to test");
    expect(few.match(/^ {2}\d +\d+ +\d+$/gm)).toHaveLength(5);
  });

  it("draws digits, points and rows", () => {
    const digits = shown("preview", "mnist-10k").split("\n");
    expect(digits.filter((line) => /[%@]/.test(line)).length).toBeGreaterThan(12);
    const points = shown("preview", "moons:n=100");
    expect(points.match(/[ox]/g)!.length).toBeGreaterThan(60);
    expect(points).toMatch(/o outer {3}x inner/);
    expect(shown("preview", "iris")).toMatch(/x4 .*target\n( .*(setosa|versicolor|virginica)\n){10}/);
    expect(jsonOf(folder, ["data", "preview", "moons"])).toHaveLength(10);
  });

  it("refuses unknown names", () => {
    const { status, stderr } = runCli(folder, ["data", "info", "moonz"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining('Did you mean "moons"?')]);
  });

  it.skipIf(fullMnist === undefined)("has the full MNIST at hand", () => {
    const { status, stdout } = runCli(folder, ["data", "get", "mnist"], {
      env: { CHAINRULE_DATA: fullMnist! },
    });
    expect([status, stdout]).toEqual([0, "mnist is there: 60,000 to learn from + 10,000 to test\n"]);
  });
});
