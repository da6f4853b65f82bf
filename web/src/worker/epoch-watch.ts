// How an epoch goes while it is under way: its loss and accuracy tenth by tenth, and how long it takes to compute.
import type { Position } from "chainrule";
import type { Scores } from "../protocol/messages.ts";

export class EpochWatch {
  #rows: number[] = [];
  #before = { samples: 0, lossSum: 0, correct: 0 };
  #earlier = this.#before;
  #milliseconds = 0;
  /** Of the last whole epoch. */
  seconds: number | undefined;

  /** An epoch begins, or is taken up after so much of it. */
  begin({ lossSum, correct }: Pick<Position, "lossSum" | "correct">, samples: number): void {
    this.#before = { samples, lossSum, correct };
    this.#earlier = this.#before;
    this.#milliseconds = 0;
  }

  computed(milliseconds: number): void {
    this.#milliseconds += milliseconds;
  }

  /** A part of the epoch is done.
   *  @param tenths epochs, counted in tenths */
  part(tenths: number, position: Pick<Position, "lossSum" | "correct">, samples: number): void {
    const { loss, accuracy } = this.#since(position, samples);
    this.#rows.push(tenths, loss, Number.NaN, accuracy, Number.NaN);
  }

  /** The epoch is done. */
  end(size: number, mean: Scores): Scores {
    this.seconds = this.#milliseconds / 1000;
    const position = { lossSum: mean.loss * size, correct: (mean.accuracy ?? 0) * size };
    // what is left of an epoch may be too little to say anything
    const { samples } = this.#before;
    if (size - samples < (samples - this.#earlier.samples) / 2) this.#before = this.#earlier;
    const last = this.#since(position, size);
    this.begin({ lossSum: 0, correct: 0 }, 0);
    return last;
  }

  /** The row of a whole epoch, once the test digits have been answered. */
  whole(epoch: number, train: Scores | undefined, test: Scores): void {
    const { loss = Number.NaN, accuracy = Number.NaN } = train ?? {};
    this.#rows.push(10 * epoch, loss, test.loss, accuracy, test.accuracy ?? Number.NaN);
  }

  /** The rows since this was asked last. */
  take(): Float64Array<ArrayBuffer> {
    const rows = Float64Array.from(this.#rows);
    this.#rows = [];
    return rows;
  }

  #since({ lossSum, correct }: Pick<Position, "lossSum" | "correct">, samples: number) {
    const before = this.#before;
    const count = Math.max(1, samples - before.samples);
    this.#earlier = before;
    this.#before = { samples, lossSum, correct };
    return { loss: (lossSum - before.lossSum) / count, accuracy: (correct - before.correct) / count };
  }
}
