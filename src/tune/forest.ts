import type { Rng } from "../core/rng.js";

/** Trees that each learnt from a draw of the rows, with replacement. */
export interface Forest {
  readonly trees: readonly Tree[];
}

/** A tree, with the rows that it has not seen: what it says of those is no memory. */
export interface Tree {
  readonly root: Node;
  readonly unseen: readonly number[];
}

type Node =
  | number
  | { readonly column: number; readonly at: number; readonly below: Node; readonly above: Node };

/** Numbers by column: columns[c][row]. */
export type Columns = readonly (readonly number[])[];

/** ** is not the same to the last bit in every engine. */
export const square = (x: number): number => x * x;

/** The fewest rows of a leaf. */
const LEAF = 2;

/** Learns to tell a number from others, by splits that leave the least squared error. Each split looks at all
 *  columns: there are few.
 *  Source    Breiman, "Bagging predictors", 1996; "Random forests", 2001 */
export function growForest(columns: Columns, targets: readonly number[], trees: number, rng: Rng): Forest {
  const size = targets.length;
  return {
    trees: Array.from({ length: trees }, () => {
      const rows = Array.from({ length: size }, () => rng.below(size));
      const seen = new Set(rows);
      const unseen = Array.from({ length: size }, (_, row) => row).filter((row) => !seen.has(row));
      return { root: grow(columns, targets, rows), unseen };
    }),
  };
}

/** What a tree says of a row. @param at the row's value in a column */
export function predictTree(root: Node, at: (column: number) => number): number {
  let node = root;
  while (typeof node !== "number") node = at(node.column) <= node.at ? node.below : node.above;
  return node;
}

function grow(columns: Columns, targets: readonly number[], rows: readonly number[]): Node {
  const mean = rows.reduce((sum, row) => sum + targets[row], 0) / rows.length;
  if (rows.length < 2 * LEAF || rows.every((row) => targets[row] === targets[rows[0]])) return mean;
  const split = bestSplit(columns, targets, rows);
  if (split === undefined) return mean;
  const { column, at } = split;
  const below = rows.filter((row) => columns[column][row] <= at);
  const above = rows.filter((row) => columns[column][row] > at);
  return {
    column,
    at,
    below: grow(columns, targets, below),
    above: grow(columns, targets, above),
  };
}

/** The split with the least squared error on both sides: the largest Σ(sum²/rows). */
function bestSplit(
  columns: Columns,
  targets: readonly number[],
  rows: readonly number[],
): { column: number; at: number } | undefined {
  const total = rows.reduce((sum, row) => sum + targets[row], 0);
  let best = square(total) / rows.length + 1e-12 * Math.abs(total);
  let split: { column: number; at: number } | undefined;
  for (const [column, values] of columns.entries()) {
    const order = [...rows].sort((a, b) => values[a] - values[b]);
    let sum = 0;
    for (let n = 1; n < order.length; n++) {
      sum += targets[order[n - 1]];
      const [here, next] = [values[order[n - 1]], values[order[n]]];
      if (here === next || n < LEAF || order.length - n < LEAF) continue;
      const score = square(sum) / n + square(total - sum) / (order.length - n);
      if (score <= best) continue;
      best = score;
      split = { column, at: (here + next) / 2 };
    }
  }
  return split;
}
