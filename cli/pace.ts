/** Says some times per second that it is time, to a caller who asks far more often. A clock is cheap but not free, beside a
 *  training step of some microseconds; so it is read only every so many questions, as many as fit. */
export class Pace {
  /** When the clock was read last, in seconds since the start of the process. */
  now = performance.now() / 1000;
  readonly #start = this.now;
  readonly #interval: number;
  #last = this.now;
  #stride = 1;
  #left = 1;

  constructor(perSecond: number) {
    this.#interval = 1 / perSecond;
  }

  due(): boolean {
    this.#left -= 1;
    if (this.#left > 0) return false;
    const now = performance.now() / 1000;
    const passed = now - this.now;
    this.now = now;
    // aims at eight looks per interval, so that one is late by an eighth of it at most
    if (passed < this.#interval / 16) this.#stride = Math.min(this.#stride * 2, 2 ** 20);
    else if (passed > this.#interval / 4) this.#stride = Math.max(1, this.#stride >> 1);
    this.#left = this.#stride;
    if (now - this.#last < this.#interval) return false;
    this.#last = now;
    return true;
  }

  /** Seconds since it was made. */
  seconds(): number {
    return performance.now() / 1000 - this.#start;
  }
}
