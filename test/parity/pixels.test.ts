import { describe, expect, it } from "vitest";
import type { Tensor } from "../../src/core/tensor.js";
import { Activation } from "../../src/kernels/spec.js";
import { wasmBackend } from "../../src/kernels/wasm/index.js";
import { blank, normal, rng } from "./case.js";
import { guarded, onThreads } from "./run.js";

/** wasm passes over the zeros of a batch of pixels where there are many; no bit may tell. */
describe("products with a batch of pixels", () => {
  const bits = (tensor: Tensor) => [...new Uint32Array(Float32Array.from(tensor.data).buffer)];
  const shapes: readonly (readonly [rows: number, n: number, m: number])[] = [
    [1, 1, 1],
    [3, 5, 4],
    [1, 15, 3],
    // narrower, then wider than before, with as many pixels or fewer: room that was made for one must do for the other
    [16, 4, 5],
    [1, 64, 5],
    [2, 31, 16],
    [4, 17, 17],
    [5, 100, 31],
    [20, 784, 30],
    [7, 33, 33],
    [3, 20, 100],
    // four columns more than whole blocks have
    [20, 30, 60],
    // so many gradients that the pixels are put in order by column first
    [70, 20, 16],
    [40, 50, 30],
    [64, 90, 33],
    [34, 64, 100],
    [30, 20, 60],
  ];

  it.each([0, 0.1, 0.3, 0.39, 0.41, 0.8, 1])("of which a share of %d is not zero", async (share) => {
    const [pixels, threads, lean] = [await wasmBackend(), await onThreads(), await wasmBackend()];
    for (const [rows, n, m] of shapes) {
      const floats = await wasmBackend();
      const source = Uint8Array.from({ length: rows * n }, () =>
        rng.uniform() < share ? 1 + rng.below(255) : 0,
      );
      // by the end, the same pixels are multiplied with rows of another width
      const wide = m + 1;
      const own = [normal(n * m), normal(m), normal(rows * m), normal(n * wide), normal(rows * wide)];
      const results = [pixels, floats, threads, lean].map((backend) => {
        const { arena, kernels } = backend;
        const x = arena.allocate(rows * n);
        if (backend !== floats)
          kernels.gatherBytes(source, null, 0, rows, n, arena.allocateBytes(rows * n), x, backend === lean);
        else kernels.gatherFloats(Float32Array.from(source), null, 0, rows, n, x);
        if (backend === floats) x.data.forEach((value, i) => void (x.data[i] = value * Math.fround(1 / 255)));
        const [w, b, dy, w2, dy2] = own.map((values) => guarded(backend, values).tensor as Tensor);
        const lengths = [...Array(4).fill(rows * m), n * m, rows * wide, n * wide];
        const outputs = lengths.map((length) => guarded(backend, blank(length)));
        const [plain, z, y, without, dw, plain2, dw2] = outputs.map(({ tensor }) => tensor as Tensor);
        kernels.affine(x, w, b, plain, rows, n, m);
        kernels.affineActivate(x, w, b, z, y, { f: Activation.tanh, alpha: 0 }, rows, n, m);
        kernels.affine(x, w, null, without, rows, n, m);
        kernels.gemm(x, true, dy, false, dw, n, m, rows);
        kernels.affine(x, w2, null, plain2, rows, n, wide);
        kernels.gemm(x, true, dy2, false, dw2, n, wide, rows);
        expect(outputs.every(({ untouched }) => untouched())).toBe(true);
        const products = [plain, z, y, without, dw, plain2, dw2];
        return (backend === lean ? products : [...products, x]).map(bits);
      });
      expect(results.pop(), `[${rows}, ${n}] · [${n}, ${m}], lean`).toEqual(results[1].slice(0, -1));
      for (const other of [0, 2])
        expect(results[other], `[${rows}, ${n}] · [${n}, ${m}]`).toEqual(results[1]);
    }
  });
});
