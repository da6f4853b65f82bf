// The numbers of each epoch, at most so many rows however long a training goes on: when it is full, every second row
// goes, and from then on only every second epoch comes in. Used by the worker (what the page has not seen) and the page.
import { LOG_COLUMNS } from "../protocol/messages.ts";

export class Log {
  readonly #most: number;
  #rows: Float64Array;
  #size = 0;
  /** Only epochs that this divides are kept. */
  stride = 1;

  constructor(most = 4096) {
    this.#most = most;
    this.#rows = new Float64Array(most * LOG_COLUMNS);
  }

  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#size = 0;
    this.stride = 1;
  }

  /** @param row as LOG_COLUMNS says; its first number is the epoch */
  add(row: ArrayLike<number>): void {
    // one thinning is not enough where only every fourth epoch had come
    while (this.#size === this.#most) this.#thin();
    if (row[0] % this.stride !== 0) return;
    this.#rows.set(row, this.#size * LOG_COLUMNS);
    this.#size += 1;
  }

  #thin(): void {
    this.stride *= 2;
    let kept = 0;
    for (let i = 0; i < this.#size; i++) {
      const from = i * LOG_COLUMNS;
      if (this.#rows[from] % this.stride !== 0) continue;
      this.#rows.copyWithin(kept * LOG_COLUMNS, from, from + LOG_COLUMNS);
      kept += 1;
    }
    this.#size = kept;
  }

  /** A copy of all rows, end to end. */
  rows(): Float64Array<ArrayBuffer> {
    return this.#rows.slice(0, this.#size * LOG_COLUMNS);
  }

  /** A copy of one column. */
  column(index: number): number[] {
    return Array.from({ length: this.#size }, (_, i) => this.#rows[i * LOG_COLUMNS + index]);
  }
}
