import { permutation, Rng } from "../core/rng.js";
import { dimensionOf } from "./dimension.js";
import { type Columns, type Forest, growForest, predictTree, square } from "./forest.js";
import { type Parameter, type Space, sameJson, type Values } from "./space.js";

/** How much each parameter matters to the result, as far as the trials tell. */
export interface Importance {
  /** In the order of the space; they sum to 1, or are all 0 where nothing can be told. */
  readonly shares: readonly { readonly name: string; readonly share: number }[];
  /** How much of the spread of the results the forest explains on rows that it has not seen: R², at most 1; where it is low, the
   *  shares mean little. */
  readonly explained: number;
}

const TREES = 100;
/** Fewer trials than this tell nothing. */
export const LEAST_TRIALS = 8;
/** Where a parameter that is not there stands: below all others. */
const ABSENT = -1;

/** The importance of parameters by permutation: a forest learns to tell the results from the values; then the values of one
 *  parameter are exchanged among the trials, and what this adds to the squared error, of trees that have not seen a trial, is
 *  its importance. Results count by their rank, so that one that is far off does not outweigh all others.
 *  @param results one for each trial, finite
 *  Source    Breiman, "Random forests", 2001, section 10 */
export function importanceOf(
  space: Space,
  trials: readonly Values[],
  results: readonly number[],
  seed = 0,
): Importance {
  const nothing = { shares: space.map(({ name }) => ({ name, share: 0 })), explained: 0 };
  if (trials.length < LEAST_TRIALS || results.every((result) => result === results[0])) return nothing;
  const encoded = space.map((parameter) => columnsOf(parameter, trials));
  const columns = encoded.flat();
  const ranks = ranksOf(results);
  const forest = growForest(columns, ranks, TREES, new Rng(seed, "tune"));
  const plain = squaredError(forest, columns, ranks);
  let first = 0;
  const added = encoded.map((own, index) => {
    const owned = [first, (first += own.length)] as const;
    const order = permutation(trials.length, new Rng(seed, "tune", index + 1));
    return Math.max(0, squaredError(forest, columns, ranks, owned, order) - plain);
  });
  const sum = added.reduce((total, one) => total + one, 0);
  if (sum === 0) return nothing;
  const middle = (trials.length - 1) / 2;
  const spread = ranks.reduce((total, rank) => total + square(rank - middle), 0) / trials.length;
  return {
    shares: space.map(({ name }, index) => ({ name, share: added[index] / sum })),
    explained: 1 - plain / spread,
  };
}

/** A number's place on its scale; of a choice, one column for each option. */
function columnsOf(parameter: Parameter, trials: readonly Values[]): Columns {
  const { name } = parameter;
  if (parameter.kind === "choice")
    return parameter.options.map((option) =>
      trials.map((values) => (values[name] === undefined ? ABSENT : Number(sameJson(values[name], option)))),
    );
  const dimension = dimensionOf(parameter);
  return [
    trials.map((values) => {
      const value = values[name];
      return typeof value === "number" ? dimension.unitOf(value) : ABSENT;
    }),
  ];
}

/** From 0 for the least; equal ones share the mean of theirs. */
function ranksOf(results: readonly number[]): number[] {
  const order = results.map((_, i) => i).sort((a, b) => results[a] - results[b]);
  const ranks = new Array<number>(results.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && results[order[to]] === results[order[from]]) to++;
    for (let i = from; i < to; i++) ranks[order[i]] = (from + to - 1) / 2;
    from = to;
  }
  return ranks;
}

/** The mean squared error on each row of what the trees say together that have not seen it.
 *  @param columns of which those in the range have the values of other rows
 *  @param order which row's */
function squaredError(
  { trees }: Forest,
  columns: Columns,
  targets: readonly number[],
  [from, to]: readonly [number, number] = [0, 0],
  order: Uint32Array = new Uint32Array(),
): number {
  const sums = targets.map(() => 0);
  const counts = targets.map(() => 0);
  for (const { root, unseen } of trees)
    for (const row of unseen) {
      const at = (column: number) => columns[column][column >= from && column < to ? order[row] : row];
      sums[row] += predictTree(root, at);
      counts[row]++;
    }
  const errors = targets.flatMap((target, row) =>
    counts[row] === 0 ? [] : [square(sums[row] / counts[row] - target)],
  );
  return errors.reduce((total, error) => total + error, 0) / Math.max(1, errors.length);
}
