import { build, conv2d, trace } from "chainrule";
import { describe, expect, it } from "vitest";
import { insideOf } from "../../worker/inside.ts";
import { dot, filterOf, im2col, patchAt } from "./window.ts";

const seen = Uint8Array.from({ length: 784 }, (_, i) => (i * 37) % 256);

describe("a window that slides", () => {
  it.each([
    { kernel: 5, stride: 1, padding: 0 },
    { kernel: 3, stride: 2, padding: 1 },
    { kernel: 4, stride: 3, padding: 2 },
    { kernel: 3, stride: 2, padding: "same" as const },
  ])("comes to the numbers of the library's convolution: %o", async ({ kernel, stride, padding }) => {
    const layers = [conv2d(2, 3, { padding: 1 }), conv2d(3, kernel, { stride, padding })];
    const model = await build({ input: [1, 28, 28], layers }, { seed: 3 });
    const [first, second] = trace(model, seen);
    const inside = insideOf(model, seen, new Float32Array(second.output.length), 0).layers;
    const feed = { shape: inside[0].shape, values: first.output as Float32Array };
    const [filters, height, width] = inside[1].shape;
    for (let filter = 0; filter < filters; filter++)
      for (let row = 0; row < height; row++)
        for (let column = 0; column < width; column++) {
          const patch = patchAt(feed, inside[1], { row, column });
          const value = dot(patch, filterOf(inside[1], filter)) + inside[1].biases![filter];
          expect(value).toBeCloseTo(second.output[(filter * height + row) * width + column], 4);
        }
    const { values, rows, columns } = im2col(feed, inside[1]);
    expect([rows, columns]).toEqual([height * width, 2 * kernel * kernel]);
    const place = { row: 2, column: 1 };
    const at = (place.row * width + place.column) * columns;
    expect(values.slice(at, at + columns)).toEqual(patchAt(feed, inside[1], place));
  });
});
