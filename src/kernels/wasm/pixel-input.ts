import type { Bytes, FloatArray, Tensor } from "../../core/tensor.js";
import type { Order } from "../spec.js";
import type { WasmArena } from "./arena.js";
import type { Exports } from "./exports.js";

const PIXEL = 1 / 255;
/** Beyond this share of nonzeros the dense product is the faster one. Either gives the same bits. */
const SPARSE_BELOW = 0.4;
/** From this row length on, one block copy is cheaper than a loop. */
const BLOCK = 48;

/** Copies rows of `source` into `to`, end to end. */
export function gatherRows(
  source: Uint8Array | FloatArray,
  order: Order,
  from: number,
  rows: number,
  columns: number,
  to: Uint8Array | FloatArray,
): void {
  if (order === null) {
    to.set(source.subarray(from * columns, (from + rows) * columns));
    return;
  }
  for (let r = 0; r < rows; r++) {
    const start = order[from + r] * columns;
    if (columns >= BLOCK) to.set(source.subarray(start, start + columns), r * columns);
    else for (let j = 0; j < columns; j++) to[r * columns + j] = source[start + j];
  }
}

/** The input of the network: where its zeros are, found out once per batch and only if a product asks for it. */
export class PixelInput {
  readonly #wasm: Exports;
  readonly #arena: WasmArena;
  /** Into how many blocks the rows are divided where each needs counts of its own. */
  readonly #blocks: number;
  #x: Tensor | undefined;
  #pixels: Bytes | undefined;
  #rows = 0;
  #columns = 0;
  /** For the batch at hand: not looked at yet, sparse (by row, then also by column), or dense. */
  #state: "unknown" | "by-row" | "by-column" | "dense" = "dense";
  #capacity = -1;
  #widest = -1;
  #tallest = -1;
  #ranges = 0;
  #entries = 0;
  #counts = 0;
  #columnRanges = 0;
  #columnEntries = 0;

  constructor(wasm: Exports, arena: WasmArena, threads: number) {
    this.#wasm = wasm;
    this.#arena = arena;
    this.#blocks = threads;
  }

  gatherBytes(
    source: Uint8Array,
    order: Order,
    from: number,
    rows: number,
    columns: number,
    pixels: Bytes,
    x: Tensor,
    lean: boolean,
  ): void {
    gatherRows(source, order, from, rows, columns, pixels.data);
    this.#x = x;
    this.#pixels = pixels;
    this.#rows = rows;
    this.#columns = columns;
    this.#state = "unknown";
    if (!lean || !this.#find()) this.#wasm.scaleBytes(pixels.offset, x.offset, rows * columns, PIXEL);
  }

  gatherFloats(
    source: FloatArray,
    order: Order,
    from: number,
    rows: number,
    columns: number,
    x: Tensor,
  ): void {
    gatherRows(source, order, from, rows, columns, x.data);
    this.#state = "dense";
  }

  /** y[rows,m] = x·w + b, and a = f(y) where f ≥ 0, if x is this input and sparse; else false, and nothing is done. */
  affine(
    x: Tensor,
    w: number,
    b: number,
    y: number,
    rows: number,
    m: number,
    f: number,
    alpha: number,
    a: number,
  ): boolean {
    if (!this.#isSparse(x, rows)) return false;
    this.#wasm.sparseProduct(rows, this.#ranges, this.#entries, w, b, y, m, f, alpha, a);
    return true;
  }

  /** dw[n,m] = xᵀ·dy, if x is this input and sparse; else false, and nothing is done. */
  transposed(x: Tensor, dy: number, dw: number, rows: number, m: number): boolean {
    if (!this.#isSparse(x, rows)) return false;
    if (this.#state === "by-row") this.#transpose();
    this.#wasm.sparseProduct(this.#columns, this.#columnRanges, this.#columnEntries, dy, 0, dw, m, -1, 0, 0);
    return true;
  }

  #isSparse(x: Tensor, rows: number): boolean {
    if (this.#state === "dense" || x !== this.#x || rows !== this.#rows) return false;
    return this.#state !== "unknown" || this.#find();
  }

  /** Finds the nonzeros of the batch; false if they are too many to be worth it. */
  #find(): boolean {
    const rows = this.#rows;
    const columns = this.#columns;
    const size = rows * columns;
    if (columns > this.#widest) {
      this.#widest = columns;
      this.#counts = this.#arena.allocateBytes(4 * columns * this.#blocks).offset;
      this.#columnRanges = this.#arena.allocateBytes(8 * columns + 4).offset;
    }
    if (rows > this.#tallest) {
      this.#tallest = rows;
      this.#ranges = this.#arena.allocateBytes(8 * rows + 4).offset;
    }
    if (size > this.#capacity) {
      this.#capacity = size;
      this.#entries = this.#arena.allocateBytes(8 * size).offset;
      this.#columnEntries = this.#arena.allocateBytes(8 * size).offset;
    }
    this.#wasm.findNonzeros(
      this.#pixels!.offset,
      rows,
      columns,
      PIXEL,
      this.#ranges,
      this.#entries,
      this.#counts,
      Math.ceil(rows / this.#blocks),
      0,
      this.#blocks,
    );
    const sparse = this.#wasm.sumRanges(this.#ranges, rows) < SPARSE_BELOW * size;
    this.#state = sparse ? "by-row" : "dense";
    return sparse;
  }

  #transpose(): void {
    this.#wasm.columnRanges(this.#counts, this.#columns, this.#blocks, this.#columnRanges);
    this.#wasm.transposeNonzeros(
      this.#rows,
      this.#columns,
      this.#ranges,
      this.#entries,
      this.#counts,
      this.#columnEntries,
      Math.ceil(this.#rows / this.#blocks),
      0,
      this.#blocks,
    );
    this.#state = "by-column";
  }
}
