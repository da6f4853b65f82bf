// When the epochs of a log came to the page: what a run of the command line has in each of its events.

/** So many more than the log has are kept, until it is looked through. */
const SLACK = 4096;

export class EpochTimes {
  readonly #times = new Map<number, number>();
  /** When the training began, in milliseconds since 1970. */
  began = Date.now();

  begin(): void {
    this.#times.clear();
    this.began = Date.now();
  }

  /** @param rows as a frame has them: the epoch first in each of them
   *  @param width numbers in a row
   *  @param kept the epochs that the log has, asked only now and then */
  note(rows: Float64Array, width: number, kept: () => readonly number[]): void {
    const now = Date.now();
    for (let at = 0; at < rows.length; at += width) this.#times.set(rows[at], now);
    if (this.#times.size < 2 * SLACK) return;
    const wanted = new Set(kept());
    for (const epoch of this.#times.keys()) if (!wanted.has(epoch)) this.#times.delete(epoch);
  }

  at(epoch: number): number | undefined {
    return this.#times.get(epoch);
  }
}
