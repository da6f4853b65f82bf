import { describe, expect, it } from "vitest";
import { exifOrientation, upright } from "./exif-orientation.js";

/** An Exif structure with one field before the orientation. */
function exif(orientation: number, little: boolean, directory = 8): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 + 2 + 24 + 4));
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, little);
  view.setUint32(4, directory, little);
  view.setUint16(8, 2, little);
  view.setUint16(10, 0x010f, little);
  view.setUint16(22, 0x0112, little);
  view.setUint16(24, 3, little);
  view.setUint32(26, 1, little);
  view.setUint16(30, orientation, little);
  return new Uint8Array(view.buffer);
}

describe("exifOrientation", () => {
  it("reads both byte orders", () => {
    for (const little of [true, false])
      for (let orientation = 1; orientation <= 8; orientation++)
        expect(exifOrientation(exif(orientation, little))).toBe(orientation);
  });

  it("is 1 where it makes no sense", () => {
    expect(exifOrientation(new Uint8Array(0))).toBe(1);
    expect(exifOrientation(exif(99, true))).toBe(1);
    expect(exifOrientation(exif(6, true, 2 ** 32 - 1))).toBe(1);
    expect(exifOrientation(exif(6, true).subarray(0, 24))).toBe(1);
  });
});

describe("upright", () => {
  /** One letter per pixel, lines from the top. */
  const picture = (...lines: string[]) => ({
    width: lines[0].length,
    height: lines.length,
    data: Uint8Array.from([...lines.join("")].flatMap((letter) => Array(4).fill(letter.charCodeAt(0)))),
  });

  // how the upright picture ABC / DEF is stored when the camera was held in each of the eight ways
  it.each([
    [1, ["ABC", "DEF"]],
    [2, ["CBA", "FED"]],
    [3, ["FED", "CBA"]],
    [4, ["DEF", "ABC"]],
    [5, ["AD", "BE", "CF"]],
    [6, ["CF", "BE", "AD"]],
    [7, ["FC", "EB", "DA"]],
    [8, ["DA", "EB", "FC"]],
  ])("turns %d back", (orientation, stored) => {
    expect(upright(picture(...stored), orientation)).toEqual(picture("ABC", "DEF"));
  });
});
