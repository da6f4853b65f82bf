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

  /** c[rows,n] = a·b + bias, or a·bᵀ + bias, if a[rows,k] is sparse; else false, and nothing is done. */
  left(
    a: Tensor,
    b: Tensor,
    transposeB: boolean,
    bias: Tensor | null,
    c: Tensor,
    rows: number,
    n: number,
    k: number,
  ): boolean {
    if (rows < LEAST_ROWS || n < LEAST_WIDTH || !this.#isSparse(a, rows, k)) return false;
    const [bRow, bColumn] = transposeB ? [4, 4 * k] : [4 * n, 4];
    const room = this.#room.for(this.#bytes);
    const from = bias === null ? 0 : bias.offset;
    this.#wasm.sparseLeft(a.offset, 4 * k, b.offset, bRow, bColumn, from, c.offset, 4 * n, rows, n, k, room);
    return true;
  }

  /** c[m,n] = aᵀ·b, if b[k,n] is sparse; else false, and nothing is done. */
  right(a: Tensor, b: Tensor, c: Tensor, m: number, n: number, k: number): boolean {
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
