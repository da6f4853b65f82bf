import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadData } from "chainrule/node";
import { PNG } from "pngjs";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonOf, runCli, temporaryFolder } from "./testing/cli.js";

const folder = temporaryFolder();

/** A grey picture as the bytes of a PNG. */
function png(width: number, height: number, at: (x: number, y: number) => number): Buffer {
  const image = new PNG({ width, height });
  for (let i = 0; i < width * height; i++) {
    const grey = at(i % width, Math.floor(i / width));
    image.data.set([grey, grey, grey, 255], 4 * i);
  }
  return PNG.sync.write(image);
}

/** The first test digit of each class, three times as large, dark on white, off the middle. */
const scanned = new Map<string, Buffer>();

beforeAll(async () => {
  jsonOf(folder, ["train", "digits", "--epochs", "3", "--out", "digits"]);
  jsonOf(folder, ["train", "iris-sigmoid-20-20", "--out", "iris"]);
  const { test } = await loadData("mnist-10k");
  for (let label = 0; label < 10; label++) {
    const start = 784 * test!.targets.indexOf(label);
    const pixel = (x: number, y: number) => {
      const [px, py] = [Math.floor(x / 3) - 3, Math.floor(y / 3) - 9];
      const inside = px >= 0 && px < 28 && py >= 0 && py < 28;
      return 255 - (inside ? test!.inputs[start + 28 * py + px] : 0);
    };
    scanned.set(String(label), png(140, 120, pixel));
  }
  mkdirSync(join(folder, "scans", "more"), { recursive: true });
  for (const [label, bytes] of scanned) {
    writeFileSync(join(folder, "scans", Number(label) > 6 ? "more" : "", `${label}.png`), bytes);
  }
  writeFileSync(
    join(folder, "blank.png"),
    png(60, 60, () => 250),
  );
  writeFileSync(join(folder, "broken.png"), scanned.get("3")!.subarray(0, 100));
}, 60_000);

describe("predict, from pictures", () => {
  it("reads digits of any size and colour in a folder and below", () => {
    const answers = jsonOf(folder, ["predict", "digits", "scans"]);
    expect(answers).toHaveLength(10);
    const right = answers.filter(({ file, label }: any) => file.endsWith(`${label}.png`));
    expect(right.length).toBeGreaterThanOrEqual(9);
    for (const { probability, probabilities } of answers) {
      expect(probabilities).toHaveLength(10);
      expect(Math.max(...probabilities)).toBe(probability);
      expect(probabilities.reduce((sum: number, share: number) => sum + share, 0)).toBeCloseTo(1, 5);
    }
  });

  it("reads stdin", () => {
    const [answer] = jsonOf(folder, ["predict", "digits", "-"], { input: scanned.get("7") });
    expect(answer).toMatchObject({ file: "-", label: "7" });
  });

  it("says that a blank picture is blank, and answers the others all the same", () => {
    const { status, stdout, stderr } = runCli(folder, [
      ...["predict", "digits", "blank.png", "scans/1.png", "broken.png", "none.png", "--json"],
    ]);
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject([
      { file: "blank.png", label: null, probability: null, error: { code: "E_DATA", got: "no ink" } },
      { file: "scans/1.png", label: "1" },
      { file: "broken.png", label: null, error: { code: "E_FORMAT" } },
      { file: "none.png", label: null, error: { code: "E_IO" } },
    ]);
    expect(stderr).toMatch(/blank\.png.*no ink/s);
  });

  it("draws what the network sees", () => {
    const { status, stdout } = runCli(folder, ["predict", "digits", "scans/1.png", "--show"]);
    expect(status).toBe(0);
    const lines = stdout.split("\n");
    expect(lines[0]).toMatch(/^scans\/1\.png {2}1 {2}/);
    expect(lines.filter((line) => /[*#%@]/.test(line.slice(0, 28))).length).toBeGreaterThan(6);
    expect(stdout).toMatch(/^.{31}1 #+ +\d+ %$/m);
  });
});

describe("predict, from tables", () => {
  it("answers row by row, with a header or without, with the answer or without", () => {
    writeFileSync(join(folder, "a.csv"), "a,b,c,d,kind\n5.1,3.5,1.4,0.2,setosa\n\n6.3,3.3,6,2.5,virginica\n");
    const answers = jsonOf(folder, ["predict", "iris", "a.csv"]);
    expect(answers).toMatchObject([
      { file: "a.csv", row: 2, label: "setosa" },
      { file: "a.csv", row: 4, label: "virginica" },
    ]);
    const [answer] = jsonOf(folder, ["predict", "iris", "-"], { input: Buffer.from("5.1,3.5,1.4,0.2") });
    expect(answer).toMatchObject({ label: "setosa", probabilities: answers[0].probabilities });
  });

  it("names the line and the column of a mistake", () => {
    writeFileSync(join(folder, "b.csv"), "5.1,3.5,1.4,0.2\n5.1,x,1.4,0.2\n5.1,3.5\n");
    const { status, stdout, stderr } = runCli(folder, ["predict", "iris", "b.csv"]);
    expect(status).toBe(3);
    expect(stdout).toMatch(/^b\.csv:1 {2}setosa /);
    expect(stderr).toMatch(/line 2 of b\.csv.*column 2.*line 3 of b\.csv.*4 columns/s);
  });

  it("refuses NaN and ∞, also on the first line and where only float32 has no room for a number", () => {
    const rows = ["NaN,NaN,NaN,NaN", "5.1,3.5,1.4,0.2", "5.1,inf,1.4,0.2", "5.1,3.5,1e39,0.2"];
    writeFileSync(join(folder, "n.csv"), rows.join("\n"));
    const { status, stdout, stderr } = runCli(folder, ["predict", "iris", "n.csv"]);
    expect(status).toBe(3);
    expect(stdout.match(/^n\.csv:\d/gm)).toEqual(["n.csv:2"]);
    expect(stderr).toMatch(
      /line 1 .*"NaN" in column 1.*line 3 .*"inf" in column 2.*line 4 .*float32.*"1e39" in column 3/s,
    );
  });
});
