import { ChainruleError } from "../core/errors.js";
import { permutation, Rng } from "../core/rng.js";
import { type Dataset, take } from "./dataset.js";

/** A dataset and, where there is one, the part kept back to judge the result. */
export interface TrainTest {
  readonly train: Dataset;
  readonly test?: Dataset;
}

/** Keeps some samples back for testing, chosen at random by the seed.
 *  @param test a share of the samples when below 1, otherwise how many
 *  Errors    E_FIELD when that leaves either part empty, or is not a whole number of samples */
export function split(
  data: Dataset,
  { test, seed }: { test: number; seed: number },
): { train: Dataset; test: Dataset } {
  const count = test < 1 ? Math.round(test * data.size) : test;
  if (!Number.isSafeInteger(count) || count < 1 || count >= data.size) {
    throw new ChainruleError("E_FIELD", {
      where: "test",
      expected: `a share of the samples, or a number of them from 1 to ${data.size - 1}`,
      got: test < 1 ? `${test} of ${data.size} samples` : String(test),
      remedy: "Choose it so that both parts have at least one sample: 0.2, or 50.",
    });
  }
  const order = permutation(data.size, new Rng(seed, "split"));
  return { train: take(data, order.subarray(count)), test: take(data, order.subarray(0, count)) };
}

/** The same samples in an order drawn by the seed. */
export function shuffle(data: Dataset, seed: number): Dataset {
  return take(data, permutation(data.size, new Rng(seed, "shuffle")));
}
