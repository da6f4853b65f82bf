import { expect, it } from "vitest";
import type { Tensor } from "../../src/core/tensor.js";
import { wasmBackend } from "../../src/kernels/wasm/index.js";
import { windowGeometry } from "../../src/layers/window.js";
import { blank, normal } from "./case.js";
import { guarded } from "./run.js";
import { tiledCases, windowCases } from "./windows.js";

/** A sample's numbers do not depend on those beside it. */
it("windows over an image give the same bits in whatever batch it is", async () => {
  for (const { g, label, sizes } of [...windowCases(() => 0), ...tiledCases()].filter(
    ({ rows }) => rows === 3,
  )) {
    const [x, y, w] = sizes.map((size) => normal(size));
    // of three images one is mostly empty, and of three gradients one
    for (let i = 0; i < x.length / 3; i++) if (i % 9 > 0) x[i] = 0;
    for (let i = 0; i < y.length / 3; i++) if (i % 9 > 0) y[i] = 0;
    const run = async (first: number, rows: number) => {
      const backend = await wasmBackend();
      const part = (values: Float32Array) =>
        guarded(backend, values.slice((first * values.length) / 3, ((first + rows) * values.length) / 3))
          .tensor as Tensor;
      const put = (values: Float32Array) => guarded(backend, values).tensor as Tensor;
      const [forward, back] = [put(blank((y.length / 3) * rows)), put(blank((x.length / 3) * rows))];
      backend.kernels.conv2d(part(x), put(w), null, forward, g, rows);
      backend.kernels.conv2dInputGradient(put(w), part(y), back, g, rows);
      return [forward, back].map(({ data }) => [...data]);
    };
    const [together, ...alone] = await Promise.all([run(0, 3), run(0, 1), run(1, 1), run(2, 1)]);
    expect(together, label).toEqual([0, 1].map((o) => alone.flatMap((outputs) => outputs[o])));
  }
});

it("a NaN in an image is seen wherever a 3 × 3 filter sees it", async () => {
  const g = windowGeometry({ kernel: 3, stride: 1, padding: 1 }, [8, 7, 9], "here", 8);
  const x = normal(8 * 63);
  x[3 * 63 + 4 * 9 + 2] = Number.NaN;
  const backend = await wasmBackend();
  const put = (values: Float32Array) => guarded(backend, values).tensor as Tensor;
  const y = put(blank(8 * 63));
  backend.kernels.conv2d(put(x), put(normal(8 * 72)), null, y, g, 1);
  for (let f = 0; f < 8; f++) {
    for (let i = 3; i <= 5; i++)
      for (let j = 1; j <= 3; j++) expect(y.data[f * 63 + i * 9 + j]).toBe(Number.NaN);
    expect(y.data[f * 63]).not.toBe(Number.NaN);
  }
});

it("an infinite factor makes NaN of a gradient that is zero", async () => {
  const g = windowGeometry({ kernel: 3, stride: 1, padding: 1 }, [8, 7, 9], "here", 8);
  const backend = await wasmBackend();
  const put = (values: Float32Array) => guarded(backend, values).tensor as Tensor;
  const few = normal(8 * 63).map((value, i) => (i % 9 === 0 ? value : 0));
  const [x, w] = [normal(8 * 63), normal(8 * 72)];
  x[3 * 63 + 4 * 9 + 2] = Number.POSITIVE_INFINITY;
  w[2 * 72 + 5 * 9 + 4] = Number.POSITIVE_INFINITY; // what filter 2 has in the middle for channel 5
  const [dw, dx] = [put(blank(8 * 72)), put(blank(8 * 63))];
  backend.kernels.conv2dWeightGradient(put(x), put(few), null, dw, g, 1);
  backend.kernels.conv2dInputGradient(put(w), put(few), dx, g, 1);
  for (let f = 0; f < 8; f++)
    expect(dw.data.subarray(f * 72 + 27, f * 72 + 36).every(Number.isNaN)).toBe(true);
  for (let i = 0; i < 63; i++) if (few[2 * 63 + i] === 0) expect(dx.data[5 * 63 + i]).toBe(Number.NaN);
});

it("nor is it hidden by other samples, whose gradients are few", async () => {
  const g = windowGeometry({ kernel: 3, stride: 1, padding: 1 }, [8, 7, 9], "here", 8);
  const backend = await wasmBackend();
  const put = (values: Float32Array) => guarded(backend, values).tensor as Tensor;
  const x = normal(3 * 8 * 63);
  x[8 * 63 + 3 * 63 + 3 * 9 + 7] = Number.POSITIVE_INFINITY; // on the right of the second image
  // of that one, the gradients on the left are many, and those on the right are zero
  const dy = normal(3 * 8 * 63).map((value, i) => {
    const second = Math.floor(i / (8 * 63)) === 1;
    return (second ? i % 9 < 5 : i % 9 === 0) ? value : 0;
  });
  const dw = put(blank(8 * 72));
  backend.kernels.conv2dWeightGradient(put(x), put(dy), null, dw, g, 3);
  for (let f = 0; f < 8; f++)
    expect(dw.data.subarray(f * 72 + 27, f * 72 + 36).every(Number.isNaN)).toBe(true);
});
