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
  for (let r = 0; r < rows; r++) {
    const start = (order === null ? from + r : order[from + r]) * columns;
    if (columns >= BLOCK) to.set(source.subarray(start, start + columns), r * columns);
    else for (let j = 0; j < columns; j++) to[r * columns + j] = source[start + j];
  }
}

/** The input of the network: where its zeros are, found out once per batch and only if a product asks for it. */
export class PixelInput {
  readonly #wasm: Exports;
  readonly #arena: WasmArena;
  #x: Tensor | undefined;
  #pixels: Bytes | undefined;
  #rows = 0;
  #columns = 0;
  /** For the batch at hand: not looked at yet, sparse (by row, then also by column), or dense. */
  #state: "unknown" | "by-row" | "by-column" | "dense" = "dense";
  #capacity = -1;
  #widest = -1;
  #starts = 0;
  #entries = 0;
  #columnStarts = 0;
  #columnEntries = 0;

  constructor(wasm: Exports, arena: WasmArena) {
    this.#wasm = wasm;
    this.#arena = arena;
  }

  gatherBytes(
    source: Uint8Array,
    order: Order,
    from: number,
    rows: number,
    columns: number,
    pixels: Bytes,
    x: Tensor,
  ): void {
    gatherRows(source, order, from, rows, columns, pixels.data);
    this.#wasm.scaleBytes(pixels.offset, x.offset, rows * columns, PIXEL);
    this.#x = x;
    this.#pixels = pixels;
    this.#rows = rows;
    this.#columns = columns;
    this.#state = "unknown";
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
    this.#wasm.sparseProduct(rows, this.#starts, this.#entries, w, b, y, m, f, alpha, a);
    return true;
  }

  /** dw[n,m] = xᵀ·dy, if x is this input and sparse; else false, and nothing is done. */
  transposed(x: Tensor, dy: number, dw: number, rows: number, m: number): boolean {
    if (!this.#isSparse(x, rows)) return false;
    if (this.#state === "by-row") {
      this.#wasm.transposeNonzeros(
        rows,
        this.#columns,
        this.#starts,
        this.#entries,
        this.#columnStarts,
        this.#columnEntries,
      );
      this.#state = "by-column";
    }
    this.#wasm.sparseProduct(this.#columns, this.#columnStarts, this.#columnEntries, dy, 0, dw, m, -1, 0, 0);
    return true;
  }

  #isSparse(x: Tensor, rows: number): boolean {
    if (this.#state === "dense" || x !== this.#x || rows !== this.#rows) return false;
    return this.#state !== "unknown" || this.#find();
  }

  /** Finds the nonzeros of the batch; false if they are too many to be worth it. */
  #find(): boolean {
    const size = this.#rows * this.#columns;
    if (this.#columns > this.#widest) {
      this.#widest = this.#columns;
      this.#columnStarts = this.#arena.allocateBytes(4 * (this.#columns + 1)).offset;
    }
    if (size > this.#capacity) {
      this.#capacity = size;
      this.#starts = this.#arena.allocateBytes(4 * (size + 1)).offset;
      this.#entries = this.#arena.allocateBytes(8 * size).offset;
      this.#columnEntries = this.#arena.allocateBytes(8 * size).offset;
    }
    const found = this.#wasm.findNonzeros(
      this.#pixels!.offset,
      this.#rows,
      this.#columns,
      PIXEL,
      this.#starts,
      this.#entries,
      this.#columnStarts,
    );
    const sparse = found < SPARSE_BELOW * size;
    this.#state = sparse ? "by-row" : "dense";
    return sparse;
  }
}
