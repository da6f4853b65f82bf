import { describe, expect, it } from "vitest";
import { toGray } from "./gray-image.js";

const rgba = (...pixels: number[][]) => ({
  width: pixels.length,
  height: 1,
  data: Uint8ClampedArray.from(pixels.flat()),
});

describe("toGray", () => {
  it("leaves greys as they are, and weighs colours", () => {
    const greys = Array.from({ length: 256 }, (_, v) => [v, v, v, 255]);
    expect([...toGray(rgba(...greys)).pixels]).toEqual(greys.map(([v]) => v));
    expect([...toGray(rgba([255, 0, 0, 255], [0, 255, 0, 255], [0, 0, 255, 255])).pixels]).toEqual([
      76, 150, 29,
    ]);
  });

  it("lays black ink on white paper", () => {
    expect([...toGray(rgba([0, 0, 0, 0], [0, 0, 0, 255], [0, 0, 0, 51])).pixels]).toEqual([255, 0, 204]);
  });

  it("lays white ink on black, since nothing would show on white", () => {
    expect([...toGray(rgba([0, 0, 0, 0], [255, 255, 255, 255])).pixels]).toEqual([0, 255]);
  });

  it("takes an empty canvas for white paper", () => {
    expect([...toGray(rgba([0, 0, 0, 0], [0, 0, 0, 0])).pixels]).toEqual([255, 255]);
  });

  it.each([
    { width: 2, height: 2, data: new Uint8Array(15) },
    { width: 0, height: 0, data: new Uint8Array(0) },
    { width: -2, height: -2, data: new Uint8Array(16) },
    { width: 2.5, height: 2, data: new Uint8Array(20) },
    { width: 2 ** 40, height: 2 ** 40, data: new Uint8Array(4) },
  ])("refuses $width × $height with other bytes", (image) => {
    expect(() => toGray(image)).toThrow(expect.objectContaining({ code: "E_SHAPE" }));
  });
});
