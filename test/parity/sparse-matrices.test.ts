import { describe, expect, it } from "vitest";
import type { Tensor } from "../../src/core/tensor.js";
import { Activation } from "../../src/kernels/spec.js";
import { wasmBackend } from "../../src/kernels/wasm/index.js";
import { blank, normal, rng } from "./case.js";
import { guarded, onThreads } from "./run.js";

/** Normal numbers, of which only a share is not zero. */
const some = (share: number, length: number) =>
  normal(length).map((value) => (rng.uniform() < share ? value : 0));

/** wasm passes over the zeros that an activation has left, where there are many and matrices are wide; no bit may tell. */
describe("products with what an activation has left", () => {
  const bits = (tensor: Tensor) => [...new Uint32Array(Float32Array.from(tensor.data).buffer)];
  /** x[rows, n], W[n, m]. */
  const shapes: readonly (readonly [rows: number, n: number, m: number])[] = [
    // too small for it to pay, in one way or the other
    [15, 90, 90],
    [40, 63, 63],
    [16, 64, 64],
    [17, 65, 67],
    // whole strips, and what is left over
    [20, 84, 112],
    [33, 101, 70],
    // more than a block of the sparse factor
    [30, 300, 66],
    [257, 70, 65],
    [300, 259, 260],
  ];

  it.each([0, 0.1, 0.5, 0.74, 0.76, 1])("of which a share of %d is not zero", async (share) => {
    const [dense, sparse, threads] = [
      await wasmBackend({ windows: false }),
      await wasmBackend(),
      await onThreads(),
    ];
    for (const [rows, n, m] of shapes) {
      const inputs = [some(share, rows * n), normal(n * m), normal(m), some(share, rows * m)];
      const results = [dense, sparse, threads].map((backend) => {
        const { kernels } = backend;
        const [x, w, b, dy] = inputs.map((values) => guarded(backend, values).tensor as Tensor);
        const lengths = [...Array(4).fill(rows * m), n * m, rows * n];
        const outputs = lengths.map((length) => guarded(backend, blank(length)));
        const [plain, z, y, without, dw, dx] = outputs.map(({ tensor }) => tensor as Tensor);
        kernels.affine(x, w, b, plain, rows, n, m);
        kernels.affineActivate(x, w, b, z, y, { f: Activation.tanh, alpha: 0 }, rows, n, m);
        kernels.affine(x, w, null, without, rows, n, m);
        kernels.gemm(x, true, dy, false, dw, n, m, rows);
        kernels.gemm(dy, false, w, true, dx, rows, n, m);
        expect(outputs.every(({ untouched }) => untouched())).toBe(true);
        return [plain, z, y, without, dw, dx].map(bits);
      });
      for (const other of [1, 2])
        expect(results[other], `[${rows}, ${n}] · [${n}, ${m}]`).toEqual(results[0]);
    }
  });
});
