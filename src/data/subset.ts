import { ChainruleError, display } from "../core/errors.js";
import { suggestion } from "../core/nearest.js";
import { Rng } from "../core/rng.js";
import { type Dataset, hasClassIndices, labelsOf, take } from "./dataset.js";
import { evenOrder } from "./even-order.js";

/** The samples of some classes, as a dataset of those classes alone: they keep their names and their order, and are
 *  numbered anew from 0.
 *  @param which names with + between them, or ranges in the order of the classes: "5-9", "0-2+7", "setosa+virginica"
 *  Errors    E_FIELD a name that no class has; E_DATA data without classes, or without a sample of these
 *
 *  @example
 *  const digits = selectClasses(data, "5-9"); // digits.classes is ["5", "6", "7", "8", "9"] */
export function selectClasses(data: Dataset, which: string): Dataset {
  const { targets } = data;
  if (!hasClassIndices(data)) {
    throw new ChainruleError("E_DATA", {
      where: "classes",
      expected: "data with one class per sample",
      got: "rows of values",
      remedy: "Leave classes out: there are none to choose from.",
    });
  }
  const names = data.classes ?? namesUpTo(targets);
  const wanted = classesMeant(which, names);
  const newLabel = new Map([...wanted].sort((a, b) => a - b).map((label, i) => [label, i]));
  const places = Uint32Array.from(
    (function* () {
      for (let i = 0; i < data.size; i++) if (newLabel.has(targets[i])) yield i;
    })(),
  );
  if (places.length === 0) {
    throw new ChainruleError("E_DATA", {
      where: "classes",
      expected: `at least one sample of ${display(which)}`,
      got: `none among ${data.size}`,
      remedy: "Choose other classes, or give it more data.",
    });
  }
  const own = take(data, places);
  const relabelled = own.targets.map((label) => newLabel.get(label)!) as Dataset["targets"];
  return { ...own, targets: relabelled, classes: [...newLabel.keys()].map((label) => names[label]) };
}

function namesUpTo(labels: Dataset["targets"]): readonly string[] {
  let highest = 0;
  for (const label of labels) highest = Math.max(highest, label);
  return Array.from({ length: highest + 1 }, (_, label) => String(label));
}

function classesMeant(which: string, names: readonly string[]): ReadonlySet<number> {
  const wanted = new Set<number>();
  for (const part of which.split("+")) {
    const [first, last] = rangeMeant(part, names);
    for (let label = first; label <= last; label++) wanted.add(label);
  }
  return wanted;
}

/** The first and the last class of "setosa" or "5-9". Names may have a - of their own. */
function rangeMeant(part: string, names: readonly string[]): readonly [first: number, last: number] {
  const refuse = (expected: string, remedy: string): never => {
    throw new ChainruleError("E_FIELD", { where: "classes", expected, got: display(part), remedy });
  };
  const alone = names.indexOf(part);
  if (alone >= 0) return [alone, alone];
  for (let dash = part.indexOf("-"); dash >= 0; dash = part.indexOf("-", dash + 1)) {
    const [from, to] = [part.slice(0, dash), part.slice(dash + 1)];
    const [first, last] = [names.indexOf(from), names.indexOf(to)];
    if (first < 0 || last < 0) continue;
    return first <= last ? [first, last] : refuse("a range that goes up", `Write ${to}-${from}.`);
  }
  return refuse(
    `classes by their names, with + between them, or a range such as ${names[0]}-${names[names.length - 1]}`,
    suggestion(part, names.slice(0, 40)),
  );
}

/** Some of the samples, drawn by the seed; each class in its proportion, as nearly as their number allows. Of the same seed,
 *  a larger draw begins with the smaller one.
 *  Errors    E_FIELD size < 1 or more than there are */
export function drawSamples(data: Dataset, { size, seed }: { size: number; seed: number }): Dataset {
  if (!Number.isSafeInteger(size) || size < 1 || size > data.size) {
    throw new ChainruleError("E_FIELD", {
      where: "train",
      expected: `a number of training samples from 1 to ${data.size}`,
      got: String(size),
      remedy: "Leave it out for all of them.",
    });
  }
  const classed = hasClassIndices(data) || data.classes !== undefined;
  const labels = classed ? labelsOf(data) : new Uint8Array(data.size);
  // not the draws that a test set or folds come from
  return take(data, evenOrder(labels, new Rng(seed, "split", 2)).subarray(0, size));
}
