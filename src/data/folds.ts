import { ChainruleError } from "../core/errors.js";
import { permutation, Rng } from "../core/rng.js";
import { type Dataset, hasClassIndices, labelsOf } from "./dataset.js";

/** Samples by their place in the data, rising. */
export interface FoldIndices {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/** Deals the samples into `folds` parts, each of which is the test set once. Stratified: of every class, and in all, two
 *  folds differ by one sample at most. Which sample falls where follows from the seed alone.
 *  Errors    E_FIELD folds < 2 or more than samples; E_DATA values instead of classes
 *  Source    Kohavi, "A study of cross-validation and bootstrap for accuracy estimation and model selection", 1995 */
export function stratifiedFolds(
  data: Dataset,
  { folds, seed }: { folds: number; seed: number },
): FoldIndices[] {
  if (!Number.isSafeInteger(folds) || folds < 2 || folds > data.size) {
    throw new ChainruleError("E_FIELD", {
      where: "folds",
      expected: `a whole number from 2 to ${data.size}, the number of samples`,
      got: String(folds),
      remedy: "Five or ten is usual.",
    });
  }
  if (!hasClassIndices(data) && data.classes === undefined) {
    throw new ChainruleError("E_DATA", {
      where: "cross-validation",
      expected: "a class for every sample",
      got: "rows of values",
      remedy: "Folds are made alike in their classes; for values, train and test on a split instead.",
    });
  }
  // shuffled, then put in order of class, then dealt like cards. Not the draws that a test set is kept back by.
  const order = permutation(data.size, new Rng(seed, "split", 1));
  const labels = labelsOf(data);
  order.sort((a, b) => labels[a] - labels[b]);
  const foldOf = new Uint32Array(data.size);
  order.forEach((sample, i) => {
    foldOf[sample] = i % folds;
  });
  const all = Uint32Array.from({ length: data.size }, (_, i) => i);
  return Array.from({ length: folds }, (_, fold) => ({
    train: all.filter((i) => foldOf[i] !== fold),
    test: all.filter((i) => foldOf[i] === fold),
  }));
}
