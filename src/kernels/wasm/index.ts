import type { Tensor } from "../../core/tensor.js";
import type { Backend, Kernels } from "../spec.js";
import type { WindowKernels } from "../window-spec.js";
import { WasmArena } from "./arena.js";
import type { Exports } from "./exports.js";
import { packedKernels } from "./generated/bytes.js";
import { KernelModule } from "./module.js";
import { PixelInput } from "./pixel-input.js";
import type { SparseMatrices } from "./sparse-matrices.js";

const NO_ACTIVATION = -1;
const addressOf = (tensor: Tensor | null): number => (tensor === null ? 0 : tensor.offset);

const kernels = new KernelModule(packedKernels);

/** 4 GiB, in pages of 64 KiB: what a memory may grow to. */
const MOST_PAGES = 65536;
/** Where the kernels' own room begins: not at 0, which they take for "none". */
const SCRATCH = 64;

function wrap(
  wasm: Exports,
  arena: WasmArena,
  matrices: SparseMatrices | undefined,
): Omit<Kernels, keyof WindowKernels> {
  const input = new PixelInput(wasm, arena);
  return {
    gemm(a, transposeA, b, transposeB, c, m, n, k) {
      if (transposeA && !transposeB && input.transposed(a, b.offset, c.offset, k, n)) return;
      if (matrices?.gemm(a, transposeA, b, transposeB, c, m, n, k)) return;
      const aRow = transposeA ? 1 : k;
      const aColumn = transposeA ? m : 1;
      const bRow = transposeB ? 1 : n;
      const bColumn = transposeB ? k : 1;
      wasm.gemm(
        a.offset,
        aRow,
        aColumn,
        b.offset,
        bRow,
        bColumn,
        0,
        c.offset,
        n,
        m,
        n,
        k,
        NO_ACTIVATION,
        0,
        0,
      );
    },
    affine(x, w, b, y, rows, n, m) {
      if (input.affine(x, w.offset, addressOf(b), y.offset, rows, m, NO_ACTIVATION, 0, 0)) return;
      if (matrices?.affine(x, w, b, y, rows, n, m)) return;
      wasm.gemm(x.offset, n, 1, w.offset, m, 1, addressOf(b), y.offset, m, rows, m, n, NO_ACTIVATION, 0, 0);
    },
    affineActivate(x, w, b, z, y, { f, alpha }, rows, n, m) {
      if (input.affine(x, w.offset, addressOf(b), z.offset, rows, m, f, alpha, y.offset)) return;
      if (matrices?.affine(x, w, b, z, rows, n, m)) wasm.activate(f, alpha, z.offset, y.offset, rows * m);
      else
        wasm.gemm(x.offset, n, 1, w.offset, m, 1, addressOf(b), z.offset, m, rows, m, n, f, alpha, y.offset);
    },
    sumRows: (x, y, rows, columns) => wasm.sumRows(x.offset, y.offset, rows, columns),
    activate: ({ f, alpha }, x, y, n) => wasm.activate(f, alpha, x.offset, y.offset, n),
    activateBackward({ f, alpha }, x, y, dy, dx, n) {
      wasm.activateBackward(f, alpha, x.offset, y.offset, dy.offset, dx.offset, n);
    },
    add: (a, b, y, n) => wasm.add(a.offset, b.offset, y.offset, n),
    blend: (a, value, n, share, scale) => wasm.blend(a.offset, value.offset, n, 1 - share, share * scale),
    moments: (x, mean, variance, rows, channels, size) =>
      wasm.moments(x.offset, mean.offset, variance.offset, rows, channels * size, channels, size),
    normaliseChannels: (x, mean, variance, epsilon, gamma, beta, y, rows, channels, size) =>
      wasm.normaliseChannels(
        x.offset,
        mean.offset,
        variance.offset,
        epsilon,
        gamma.offset,
        beta.offset,
        y.offset,
        rows,
        channels * size,
        channels,
        size,
      ),
    normaliseChannelsBackward: (
      x,
      mean,
      variance,
      epsilon,
      gamma,
      fromBatch,
      dy,
      dgamma,
      dbeta,
      dx,
      rows,
      channels,
      size,
    ) =>
      wasm.normaliseChannelsBackward(
        x.offset,
        mean.offset,
        variance.offset,
        epsilon,
        gamma.offset,
        fromBatch,
        dy.offset,
        dgamma.offset,
        dbeta.offset,
        addressOf(dx),
        rows,
        channels * size,
        channels,
        size,
      ),
    normaliseRows: (x, mean, variance, epsilon, gamma, beta, y, rows, n) =>
      wasm.normaliseRows(
        x.offset,
        mean.offset,
        variance.offset,
        epsilon,
        gamma.offset,
        beta.offset,
        y.offset,
        rows,
        n,
      ),
    normaliseRowsBackward: (x, mean, variance, epsilon, gamma, dy, dgamma, dbeta, dx, rows, n) =>
      wasm.normaliseRowsBackward(
        x.offset,
        mean.offset,
        variance.offset,
        epsilon,
        gamma.offset,
        dy.offset,
        dgamma.offset,
        dbeta.offset,
        addressOf(dx),
        rows,
        n,
      ),
    dropout: (x, y, n, keep, key0, key1) =>
      wasm.dropout(x.offset, y.offset, 0, n, Math.round(keep * 2 ** 32), 1 / keep, key0, key1),
    softmax: (z, p, rows, columns) => wasm.softmax(z.offset, p.offset, rows, columns),
    softmaxCrossEntropy: (z, t, dz, rows, columns, scale) =>
      wasm.softmaxCrossEntropy(z.offset, t.offset, dz.offset, rows, columns, scale),
    binaryCrossEntropy: (z, t, dz, n, scale) =>
      wasm.binaryCrossEntropy(z.offset, t.offset, dz.offset, n, scale),
    squaredError: (y, t, dy, n, scale) => wasm.squaredError(y.offset, t.offset, dy.offset, n, scale),
    sgd: (p, g, n, rate, { l1, l2 }) => wasm.sgd(p.offset, g.offset, n, rate, l1, l2),
    momentum: (p, g, v, n, { rate, momentum, nesterov }, { l1, l2 }) =>
      wasm.momentum(p.offset, g.offset, v.offset, n, rate, momentum, nesterov ? 1 : 0, l1, l2),
    adagrad: (p, g, s, n, { rate, eps }, { l1, l2 }) =>
      wasm.adagrad(p.offset, g.offset, s.offset, n, rate, eps, l1, l2),
    rmsprop: (p, g, s, n, { rate, alpha, eps }, { l1, l2 }) =>
      wasm.rmsprop(p.offset, g.offset, s.offset, n, rate, alpha, 1 - alpha, eps, l1, l2),
    adam(p, g, m, v, n, { rate, beta1, beta2, eps, keep }, { l1, l2 }) {
      const share1 = 1 - beta1;
      const share2 = 1 - beta2;
      const [at, from, mean, square] = [p.offset, g.offset, m.offset, v.offset];
      wasm.adam(at, from, mean, square, n, rate, beta1, share1, beta2, share2, eps, keep, l1, l2);
    },
    sumSquares: (x, n) => wasm.sumSquares(x.offset, n),
    scale: (x, n, factor) => wasm.scale(x.offset, n, factor),
    clamp: (x, n, limit) => wasm.clamp(x.offset, n, limit),
    limitNorms: (w, outer, units, inner, limit) => wasm.limitNorms(w.offset, outer, units, inner, limit),
    gatherBytes: (source, order, from, rows, columns, pixels, x, lean) =>
      input.gatherBytes(source, order, from, rows, columns, pixels, x, lean),
    gatherFloats: (source, order, from, rows, columns, x) =>
      input.gatherFloats(source, order, from, rows, columns, x),
  };
}

/** float32 on 128-bit SIMD: compiled once per process, with a memory of its own for each model.
 *  @param windows whether convolutions and pools are wanted, whose module is fetched only then
 *  @param threads 1, or how many, or as many as there are; if they cannot be had, it goes without a word on one
 *  @param shareAlways whether every call that can be shared among them is to be, however small, for tests */
export async function wasmBackend({
  windows = true,
  threads = 1,
  shareAlways = false,
}: {
  windows?: boolean;
  threads?: number | "all";
  shareAlways?: boolean;
} = {}): Promise<Backend> {
  const crew =
    threads === 1
      ? undefined
      : (await import("./threads/crew.js")).assemble(threads === "all" ? undefined : threads, shareAlways);
  const memory = crew?.memory ?? new WebAssembly.Memory({ initial: 16, maximum: MOST_PAGES });
  const shared = crew !== undefined;
  const alone = await kernels.start<Exports>(memory, shared);
  const scratch = (thread: number) => SCRATCH + thread * alone.scratchBytes();
  alone.useScratch(SCRATCH);
  const count = crew?.threads ?? 1;
  const arena = new WasmArena(memory, scratch(count), crew && (() => crew.weigh()));
  const wasm = (await crew?.share(alone, kernels, crew.splits, scratch)) ?? alone;
  if (!windows) return { name: "wasm", kernels: wrap(wasm, arena, undefined) as Kernels, arena };
  const { startWindows } = await import("./windows.js");
  const { matrices, windowed } = await startWindows(memory, arena, crew);
  return { name: "wasm", kernels: { ...wrap(wasm, arena, matrices), ...windowed }, arena };
}
