import type { Tensor } from "../../core/tensor.js";
import type { WasmArena } from "./arena.js";
import type { WindowExports } from "./exports.js";
import { Room } from "./room.js";

/** Beyond this share of nonzeros the dense product is the faster one. Either gives the same bits. */
const SPARSE_BELOW = 0.75;
/** Sizes of the other factor and of the result below which it takes longer to list nonzeros than they save. */
const LEAST_WIDTH = 64;
const LEAST_ROWS = 16;

/** Products with what an activation has left half zero: its output, and the gradient that has come back through it. */
export class SparseMatrices {
  readonly #wasm: WindowExports;
  readonly #room: Room;
  readonly #bytes: number;

  /** @param threads how many have room of their own */
  constructor(wasm: WindowExports, arena: WasmArena, threads: number) {
    this.#wasm = wasm;
    this.#room = new Room(arena);
    this.#bytes = threads * wasm.matrixRoom();
  }

  /** c[m,n] = a·b, either or both transposed, if the factor is sparse that an activation may have left so; else false, and nothing
   *  is done. */
  gemm(
    a: Tensor,
    transposeA: boolean,
    b: Tensor,
    transposeB: boolean,
    c: Tensor,
    m: number,
    n: number,
    k: number,
  ): boolean {
    if (transposeA) return !transposeB && this.#right(a, b, c, m, n, k);
    return transposeB && this.#left(a, b, 4, 4 * k, null, c, m, n, k);
  }

  /** y[rows,m] = x·w + b, if x[rows,n] is sparse; else false, and nothing is done. */
  affine(x: Tensor, w: Tensor, b: Tensor | null, y: Tensor, rows: number, n: number, m: number): boolean {
    return this.#left(x, w, 4 * m, 4, b, y, rows, m, n);
  }

  /** c[rows,n] = a·b + bias for a sparse a[rows,k]; b by its strides in bytes. */
  #left(
    a: Tensor,
    b: Tensor,
    bRow: number,
    bColumn: number,
    bias: Tensor | null,
    c: Tensor,
    rows: number,
    n: number,
    k: number,
  ): boolean {
    if (rows < LEAST_ROWS || n < LEAST_WIDTH || !this.#isSparse(a, rows, k)) return false;
    const room = this.#room.for(this.#bytes);
    const from = bias === null ? 0 : bias.offset;
    this.#wasm.sparseLeft(a.offset, 4 * k, b.offset, bRow, bColumn, from, c.offset, 4 * n, rows, n, k, room);
    return true;
  }

  /** c[m,n] = aᵀ·b for a sparse b[k,n]. */
  #right(a: Tensor, b: Tensor, c: Tensor, m: number, n: number, k: number): boolean {
    if (k < LEAST_ROWS || m < LEAST_WIDTH || !this.#isSparse(b, k, n)) return false;
    this.#wasm.sparseRight(a.offset, 4 * m, b.offset, c.offset, m, n, k, this.#room.for(this.#bytes));
    return true;
  }

  /** By the first quarter of the rows, for to look at all of them would take a while. */
  #isSparse(x: Tensor, rows: number, columns: number): boolean {
    const size = Math.ceil(rows / 4) * columns;
    return this.#wasm.countNonzeros(x.offset, size) < SPARSE_BELOW * size;
  }
}
