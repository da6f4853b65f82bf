import { describe, expect, it } from "vitest";
import { Warp } from "./warp.js";

/** The image of 3 columns and 2 rows that all of these begin with. */
const image = Uint8Array.of(10, 20, 30, 40, 50, 60);

function resampled(change: (warp: Warp) => void): number[] {
  const warp = new Warp(3, 2);
  change(warp);
  const target = new Uint8Array(6);
  warp.resample(image, 0, 1, target, 0);
  return [...target];
}

describe("a warp", () => {
  it("leaves an image as it is, to the byte", () => {
    expect(resampled(() => {})).toEqual([...image]);
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    const target = new Uint8Array(256);
    new Warp(16, 16).resample(all, 0, 1, target, 0);
    expect(target).toEqual(all);
  });

  it("takes each pixel from its place in the original, and 0 from outside", () => {
    expect(resampled((warp) => warp.compose(1, 0, 0, 1, 1, 0))).toEqual([20, 30, 0, 50, 60, 0]);
    expect(resampled((warp) => warp.compose(1, 0, 0, 1, 0, -1))).toEqual([0, 0, 0, 10, 20, 30]);
    expect(resampled((warp) => warp.compose(1, 0, 0, 1, 1000, -1000))).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("interpolates in between, also to the border", () => {
    expect(resampled((warp) => warp.compose(1, 0, 0, 1, 0.5, 0))).toEqual([15, 25, 15, 45, 55, 30]);
    expect(resampled((warp) => warp.compose(1, 0, 0, 1, -0.25, 0.5))).toEqual([19, 33, 43, 15, 24, 29]);
  });

  it.each([
    ["filled to the border", () => true],
    ["with ink in one corner", (x: number, y: number) => x < 2 && y < 3],
    ["with ink inside", (x: number, y: number) => x > 1 && x < 5 && y === 2],
    ["without any", () => false],
  ])("interpolates an image %s as the formula says", (_name, inked) => {
    const [width, height] = [7, 5];
    const source = Uint8Array.from({ length: 35 }, (_, i) =>
      inked(i % width, Math.floor(i / width)) ? 37 + ((i * 61) % 200) : 0,
    );
    const pixel = (x: number, y: number) =>
      x < 0 || x >= width || y < 0 || y >= height ? 0 : source[y * width + x];
    const warp = new Warp(width, height);
    for (let turn = 0; turn < 40; turn++) {
      const [a, b, x0, y0] = [Math.cos(turn), Math.sin(turn), Math.sin(3 * turn), Math.cos(5 * turn)];
      warp.reset();
      warp.compose(a, -b, b, a, x0, y0);
      const target = new Uint8Array(35).fill(9);
      warp.resample(source, 0, 1, target, 0);
      for (const [i, value] of target.entries()) {
        const [column, row] = [(i % width) - 3, Math.floor(i / width) - 2];
        const [x, y] = [a * column - b * row + x0 + 3, b * column + a * row + y0 + 2];
        let expected = 0;
        for (const px of [Math.floor(x), Math.floor(x) + 1])
          for (const py of [Math.floor(y), Math.floor(y) + 1])
            expected += (1 - Math.abs(x - px)) * (1 - Math.abs(y - py)) * pixel(px, py);
        expect(Math.abs(value - expected)).toBeLessThan(0.5 + 1e-9);
      }
    }
  });

  it("turns and stretches about the centre", () => {
    expect(resampled((warp) => warp.compose(-1, 0, 0, -1))).toEqual([60, 50, 40, 30, 20, 10]);
    expect(resampled((warp) => warp.compose(2, 0, 0, 1))).toEqual([0, 20, 0, 0, 50, 0]);
  });

  it("does several steps as one: what is done first to the image is undone last", () => {
    const [a, b] = [
      [0.8, 0.3, -0.2, 1.1, 0.4, -0.6],
      [1.2, -0.1, 0.5, 0.7, -0.3, 0.9],
    ] as const;
    // a place p of the result comes from b(p), and that from a(b(p))
    const product = [
      a[0] * b[0] + a[1] * b[2],
      a[0] * b[1] + a[1] * b[3],
      a[2] * b[0] + a[3] * b[2],
      a[2] * b[1] + a[3] * b[3],
      a[0] * b[4] + a[1] * b[5] + a[4],
      a[2] * b[4] + a[3] * b[5] + a[5],
    ] as const;
    const both = resampled((warp) => {
      warp.compose(...a);
      warp.compose(...b);
    });
    expect(both).toEqual(resampled((warp) => warp.compose(...product)));
  });

  it("adds a displacement of each pixel, and forgets it", () => {
    const warp = new Warp(3, 2);
    warp.shiftX.set([1, 0, -1, 0, 0, 0]);
    warp.shiftY.set([0, 0, 0, 0, -1, 0]);
    warp.displaced = true;
    const target = new Uint8Array(6);
    warp.resample(image, 0, 1, target, 0);
    expect([...target]).toEqual([20, 20, 20, 40, 20, 60]);
    warp.reset();
    warp.resample(image, 0, 1, target, 0);
    expect(target).toEqual(image);
  });

  it("does the same to every channel, from and to wherever they stand", () => {
    const two = Uint8Array.of(9, ...image, ...image.map((value) => 2 * value), 9);
    const target = new Uint8Array(14).fill(7);
    const warp = new Warp(3, 2);
    warp.compose(1, 0, 0, 1, 1, 0);
    warp.resample(two, 1, 2, target, 2);
    expect([...target]).toEqual([7, 7, 20, 30, 0, 50, 60, 0, 40, 60, 0, 100, 120, 0]);
  });
});
