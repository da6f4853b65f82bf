// How long is measured, and what comes of it.

/** `rounds`: how many times each is measured, in turns. `turn`: seconds that one time should take. `patience`: where a
 *  single step takes more seconds than this, one has to do. */
export const paces = {
  quick: { rounds: 5, turn: 0.05, patience: 0.5 },
  full: { rounds: 7, turn: 0.25, patience: 2.5 },
};

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
