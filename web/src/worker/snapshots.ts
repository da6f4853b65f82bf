// What a network had learnt at up to so many moments, evenly over the epochs: when it is full, every second one goes.

export class Snapshots {
  readonly #most: number;
  #taken: { epoch: number; state: Float32Array }[] = [];
  /** Epochs from one to the next, at least. */
  #stride = 1;

  constructor(most = 200) {
    this.#most = most;
  }

  clear(): void {
    this.#taken = [];
    this.#stride = 1;
  }

  /** @param take makes the copy, only when there is to be one */
  offer(epoch: number, take: () => Float32Array): void {
    const last = this.#taken.at(-1)?.epoch ?? Number.NEGATIVE_INFINITY;
    if (epoch < last + this.#stride) return;
    if (this.#taken.length === this.#most) {
      this.#taken = this.#taken.filter((_, i) => i % 2 === 0);
      this.#stride *= 2;
      if (epoch < this.#taken.at(-1)!.epoch + this.#stride) return;
    }
    this.#taken.push({ epoch, state: take() });
  }

  get epochs(): number[] {
    return this.#taken.map(({ epoch }) => epoch);
  }

  at(index: number): { readonly epoch: number; readonly state: Float32Array } | undefined {
    return this.#taken[index];
  }
}
