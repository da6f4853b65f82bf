import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fullMnist } from "../../test/full-mnist.js";
import { Rng } from "../core/rng.js";
import { normaliseDigit } from "./digit.js";
import type { GrayImage } from "./gray-image.js";
import { mnistDataset } from "./idx.js";

/** A picture with a grey for every (x, y). */
function paint(width: number, height: number, grey: (x: number, y: number) => number): GrayImage {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) =>
    Math.min(255, Math.max(0, Math.round(grey(i % width, Math.floor(i / width))))),
  );
  return { width, height, pixels };
}

/** 1 where a stroke of a "7" runs, in a frame of 60 × 100. */
const seven = (x: number, y: number): boolean =>
  x >= 0 && x < 60 && y >= 0 && y < 100 && (y < 10 || Math.abs(x - (55 - y * 0.4)) < 5);

const difference = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;

describe("normaliseDigit", () => {
  const plain = normaliseDigit(paint(200, 200, (x, y) => (seven(x - 70, y - 50) ? 0 : 255)));

  it("fits a digit into 20 × 20, its centre of mass in the middle of 28 × 28", () => {
    expect(plain.dark).toBe(true);
    expect(plain.box).toEqual({ x: 70, y: 50, width: 60, height: 100 });
    const rows = Array.from({ length: 28 }, (_, y) => plain.pixels.subarray(28 * y, 28 * y + 28));
    expect(rows.filter((row) => row.some((value) => value > 0))).toHaveLength(20);
    let [mass, x, y] = [0, 0, 0];
    plain.pixels.forEach((value, i) => {
      mass += value;
      x += value * (i % 28);
      y += value * Math.floor(i / 28);
    });
    expect(Math.abs(x / mass - 14)).toBeLessThanOrEqual(0.5);
    expect(Math.abs(y / mass - 14)).toBeLessThanOrEqual(0.5);
    expect(Math.max(...plain.pixels)).toBe(255);
  });

  it.each<[string, (x: number, y: number) => number, number]>([
    ["light ink on dark", (x, y) => (seven(x - 70, y - 50) ? 255 : 0), 0],
    ["pencil on grey paper", (x, y) => (seven(x - 70, y - 50) ? 120 : 180), 0],
    ["a corner", (x, y) => (seven(x, y) ? 0 : 255), 0],
    ["light from one side", (x, y) => (seven(x - 70, y - 50) ? 20 : 240 - 0.5 * x - 0.2 * y), 8],
  ])("does not mind %s", (_, grey, tolerance) => {
    const { pixels } = normaliseDigit(paint(200, 200, grey));
    expect(difference(pixels, plain.pixels)).toBeLessThanOrEqual(tolerance);
  });

  it("does not mind noise, nor a few stray pixels", () => {
    const rng = new Rng(1, "data");
    const noisy = paint(200, 200, (x, y) => (seven(x - 70, y - 50) ? 40 : 210) + 6 * rng.normal());
    expect(difference(normaliseDigit(noisy).pixels, plain.pixels)).toBeLessThan(8);
  });

  it("does not mind the size", () => {
    for (const factor of [2, 5]) {
      const image = paint(200 * factor, 200 * factor, (x, y) =>
        seven(x / factor - 70, y / factor - 50) ? 0 : 255,
      );
      expect(difference(normaliseDigit(image).pixels, plain.pixels)).toBeLessThan(2);
    }
    const small = paint(10, 16, (x, y) => (x === 4 && y > 2 && y < 12 ? 255 : 0));
    expect(normaliseDigit(small).box).toEqual({ x: 4, y: 3, width: 1, height: 9 });
  });

  it("finds ink that runs along a whole side", () => {
    const cropped = paint(60, 100, (x, y) => (seven(x, y) ? 0 : 255));
    expect(difference(normaliseDigit(cropped).pixels, plain.pixels)).toBeLessThan(1);
  });

  const rng = new Rng(2, "data");
  it.each<[string, GrayImage]>([
    ["white paper", paint(100, 100, () => 255)],
    ["a black screen", paint(28, 28, () => 0)],
    ["grey paper with faint noise", paint(300, 300, () => 180 + 4 * rng.normal())],
    ["a photo of an empty page, lit from one side", paint(300, 200, (x) => 230 - x / 3 + 3 * rng.normal())],
    ["one dead pixel", paint(300, 300, (x, y) => (x === 50 && y === 60 ? 0 : 255))],
    ["a single pixel", paint(1, 1, () => 77)],
  ])("says that there is no ink on %s", (_, image) => {
    expect(() => normaliseDigit(image)).toThrow(expect.objectContaining({ code: "E_DATA", got: "no ink" }));
  });

  it("refuses a size that does not fit the bytes", () => {
    expect(() => normaliseDigit({ width: 28, height: 28, pixels: new Uint8Array(783) })).toThrow(
      expect.objectContaining({ code: "E_SHAPE" }),
    );
  });
});

describe.skipIf(fullMnist === undefined)("normaliseDigit on the real digits", () => {
  const read = async (name: string) =>
    new Uint8Array(gunzipSync(await readFile(join(fullMnist!, `${name}.gz`))));
  const load = async () =>
    mnistDataset(await read("t10k-images-idx3-ubyte"), await read("t10k-labels-idx1-ubyte"), "t10k");
  const digit = (inputs: Uint8Array, i: number) => inputs.subarray(784 * i, 784 * i + 784);

  it("leaves them as they are", async () => {
    const { inputs } = await load();
    let [sum, changed] = [0, 0];
    for (let i = 0; i < 2000; i++) {
      const pixels = digit(inputs as Uint8Array, i);
      const away = difference(normaliseDigit({ width: 28, height: 28, pixels }).pixels, pixels);
      sum += away;
      if (away > 1) changed++;
    }
    expect(sum / 2000).toBeLessThan(0.1);
    expect(changed).toBeLessThanOrEqual(2);
  });

  it("brings them back from a large sheet of paper, off its centre, well enough for a nearest neighbour", async () => {
    const data = await load();
    const inputs = data.inputs as Uint8Array;
    const nearest = (pixels: Uint8Array) => {
      let [best, label] = [Number.POSITIVE_INFINITY, -1];
      for (let i = 1000; i < 3000; i++) {
        let distance = 0;
        for (let k = 0; k < 784; k++) distance += (pixels[k] - inputs[784 * i + k]) ** 2;
        if (distance < best) [best, label] = [distance, data.targets[i]];
      }
      return label;
    };
    let [asGiven, fromPaper] = [0, 0];
    for (let i = 0; i < 200; i++) {
      const pixels = digit(inputs, i);
      const paper = paint(400, 300, (x, y) => {
        const [column, row] = [Math.floor((x - 90) / 7), Math.floor((y - 40) / 7)];
        const ink = column >= 0 && column < 28 && row >= 0 && row < 28 ? pixels[28 * row + column] : 0;
        return 250 - 0.8 * ink;
      });
      if (nearest(pixels) === data.targets[i]) asGiven++;
      if (nearest(normaliseDigit(paper).pixels) === data.targets[i]) fromPaper++;
    }
    expect(asGiven).toBeGreaterThan(170);
    expect(fromPaper).toBeGreaterThanOrEqual(asGiven - 4);
  });
});
