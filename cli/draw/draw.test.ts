import { describe, expect, it } from "vitest";
import { probabilityBars } from "./bars.js";
import { cropToInk, drawPicture, pad, sideBySide } from "./picture.js";

// stdout is no terminal here: pictures are letters

describe("pictures as letters", () => {
  it("have two rows of pixels to a line, and a letter for how bright they are", () => {
    const values = Float32Array.of(0, 1, 0.5, 0, 1, 0.5);
    expect(drawPicture({ width: 3, height: 2, channels: 1, values })).toEqual([" @+"]);
    const bytes = Uint8Array.of(255, 255, 255);
    expect(drawPicture({ width: 1, height: 3, channels: 1, values: bytes })).toEqual(["@", "@"]);
  });

  it("are made smaller when they are wide", () => {
    const values = new Uint8Array(100 * 50).fill(255);
    const lines = drawPicture({ width: 100, height: 50, channels: 1, values });
    expect([lines.length, lines[0]]).toEqual([7, "@".repeat(25)]);
  });

  it("take three channels for colours", () => {
    const values = Float32Array.of(1, 1, 1, 1, 0, 0);
    expect(drawPicture({ width: 1, height: 2, channels: 3, values })).toEqual(["*"]);
  });
});

describe("the window about the ink", () => {
  const digit = (x: number, y: number) => {
    const values = new Uint8Array(784);
    values[28 * y + x] = 200;
    return { width: 28, height: 28, channels: 1, values };
  };

  it.each([
    [0, 0],
    [27, 27],
    [13, 5],
  ])("holds a dot at %i, %i", (x, y) => {
    const { width, height, values } = cropToInk(digit(x, y));
    expect([width, height, values.length, Math.max(...values)]).toEqual([20, 22, 440, 200]);
  });

  it("is the whole picture where the ink is larger", () => {
    const picture = digit(0, 0);
    picture.values[783] = 1;
    expect(cropToInk(picture)).toBe(picture);
  });
});

describe("blocks of text", () => {
  it("stand side by side, by the width that is seen", () => {
    expect(pad("\x1b[1mab\x1b[22m", 4)).toBe("\x1b[1mab\x1b[22m  ");
    expect(sideBySide([["a", "b"], ["c"]], [3, 1])).toEqual(["a    c", "b"]);
  });

  it("are bars of probabilities; of many classes the most probable", () => {
    const bars = probabilityBars([0.25, 0.75], ["no", "yes"], { answer: 1, width: 8 });
    expect(bars).toEqual([" no ##        25 %", "yes ######    75 %"]);
    const many = Array.from({ length: 30 }, (_, i) => String(i));
    const lines = probabilityBars(Float32Array.from(many, Number), many, { answer: 29, width: 1 });
    expect(lines).toHaveLength(10);
    expect(lines[0]).toMatch(/^29 /);
  });
});
