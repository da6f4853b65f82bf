import type { Bytes, FloatArray, Tensor } from "../../core/tensor.js";
import type { Order } from "../spec.js";
import type { WasmArena } from "./arena.js";
import type { Exports } from "./exports.js";
import { Room } from "./room.js";

const PIXEL = 1 / 255;
/** Beyond this share of nonzeros the dense product is the faster one. Either gives the same bits. */
const SPARSE_BELOW = 0.4;
/** Up to so many numbers of dy, the transposed product does without the entries by column: those of a small batch, or a narrow layer. */
const SMALL_GRADIENT = 1000;
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
  #x: Tensor | undefined;
  #pixels: Bytes | undefined;
  #rows = 0;
  #columns = 0;
  /** Whether x is to be written only where a product is dense. */
  #lean = false;
  /** How many numbers a row of the factor has for which the nonzeros were found. */
  #width = 0;
  /** For the batch at hand: not looked at yet, sparse (by row, then also by column), or dense. */
  #state: "unknown" | "by-row" | "by-column" | "dense" = "dense";
  /** Ranges, and behind them entries, by row and by column. */
  readonly #byRow: Room;
  readonly #byColumn: Room;
  #ranges = 0;
  #columnRanges = 0;

  constructor(wasm: Exports, arena: WasmArena) {
    this.#wasm = wasm;
    this.#byRow = new Room(arena);
    this.#byColumn = new Room(arena);
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
    this.#lean = lean;
    this.#state = "unknown";
    if (!lean) this.#scale();
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
    if (!this.#isSparse(x, rows, m)) return false;
    this.#wasm.sparseProduct(rows, this.#ranges, w, b, y, m, f, alpha, a);
    return true;
  }

  /** dw[n,m] = xᵀ·dy, if x is this input and sparse; else false, and nothing is done. */
  transposed(x: Tensor, dy: number, dw: number, rows: number, m: number): boolean {
    if (!this.#isSparse(x, rows, m)) return false;
    if (rows * m <= SMALL_GRADIENT) {
      this.#wasm.sparseOuterProducts(rows, this.#ranges, dy, dw, this.#columns, m);
      return true;
    }
    if (this.#state === "by-row") this.#transpose();
    this.#wasm.sparseProduct(this.#columns, this.#columnRanges, dy, 0, dw, m, -1, 0, 0);
    return true;
  }

  #isSparse(x: Tensor, rows: number, width: number): boolean {
    if (this.#state === "dense" || x !== this.#x || rows !== this.#rows) return false;
    return (this.#state !== "unknown" && width === this.#width) || this.#find(width);
  }

  #scale(): void {
    this.#wasm.scaleBytes(this.#pixels!.offset, this.#x!.offset, this.#rows * this.#columns, PIXEL);
  }

  /** Finds the nonzeros of the batch, for products with rows of `width` numbers; false if they are too many to be worth it. */
  #find(width: number): boolean {
    const rows = this.#rows;
    const columns = this.#columns;
    const size = rows * columns;
    const entries = 8 * (rows + 1);
    this.#ranges = this.#byRow.for(entries + 8 * size);
    this.#width = width;
    this.#wasm.findNonzeros(
      this.#pixels!.offset,
      rows,
      columns,
      PIXEL,
      4 * width,
      this.#ranges,
      this.#ranges + entries,
    );
    const sparse = this.#wasm.sumRanges(this.#ranges, rows) < SPARSE_BELOW * size;
    this.#state = sparse ? "by-row" : "dense";
    if (!sparse && this.#lean) this.#scale();
    return sparse;
  }

  #transpose(): void {
    const rows = this.#rows;
    const columns = this.#columns;
    const entries = 8 * (columns + 1);
    this.#columnRanges = this.#byColumn.for(entries + 8 * (rows + 15) * columns);
    this.#wasm.transposeNonzeros(
      rows,
      columns,
      4 * this.#width,
      this.#ranges,
      this.#columnRanges,
      this.#columnRanges + entries,
    );
    this.#state = "by-column";
  }
}
