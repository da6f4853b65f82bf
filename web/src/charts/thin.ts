// Fits many long curves to what can be seen: of the points that fall on one column of pixels, only the lowest and the highest.

export interface Points {
  /** Ascending. */
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export interface View {
  readonly from: number;
  readonly to: number;
}

/** Rows over one common x, as uPlot takes them: x, then the y of each curve, null where it has none. */
export type Aligned = [x: number[], ...y: (number | null)[][]];

/** As many points in sight are shown as they are. */
const AS_THEY_ARE = 4_000;

/** @param columns pixels across
 *  @param log whether x is drawn by its logarithm */
export function thin(curves: readonly Points[], view: View, columns: number, log = false): Aligned {
  const ranges = curves.map(({ x }) => inSight(x, view));
  const count = ranges.reduce((sum, [first, end]) => sum + end - first, 0);
  return count <= AS_THEY_ARE ? aligned(curves, ranges) : binned(curves, ranges, view, columns, log);
}

/** From the last point before the view to the first after it, so that lines go on to the edge. */
function inSight(x: readonly number[], { from, to }: View): readonly [first: number, end: number] {
  return [Math.max(0, lowerBound(x, from) - 1), Math.min(x.length, lowerBound(x, to) + 1)];
}

/** The first index whose number is at least `value`. */
export function lowerBound(x: readonly number[], value: number): number {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

function aligned(curves: readonly Points[], ranges: readonly (readonly [number, number])[]): Aligned {
  const all = new Set<number>();
  for (const [i, { x }] of curves.entries()) for (const at of x.slice(...ranges[i])) all.add(at);
  const xs = [...all].sort((a, b) => a - b);
  const place = new Map(xs.map((at, i) => [at, i]));
  const ys = curves.map(({ x, y }, i) => {
    const row = new Array<number | null>(xs.length).fill(null);
    for (let n = ranges[i][0]; n < ranges[i][1]; n++) row[place.get(x[n])!] = orNull(y[n]);
    return row;
  });
  return [xs, ...ys];
}

/** Two places for each column: for the lowest and the highest of its points, in the order in which they come. */
function binned(
  curves: readonly Points[],
  ranges: readonly (readonly [number, number])[],
  { from, to }: View,
  columns: number,
  log: boolean,
): Aligned {
  const scale = log ? Math.log : (value: number) => value;
  const back = log ? Math.exp : (value: number) => value;
  const [start, width] = [scale(from), (scale(to) - scale(from)) / columns];
  const xs = Array.from({ length: 2 * columns }, (_, i) => back(start + ((i + 0.5) / 2) * width));
  const ys = curves.map(({ x, y }, i) => {
    const row = new Array<number | null>(2 * columns).fill(null);
    const [first, end] = ranges[i];
    for (let n = first; n < end; ) {
      const column = Math.floor((scale(x[n]) - start) / width);
      let [low, high] = [n, n];
      for (; n < end && Math.floor((scale(x[n]) - start) / width) === column; n++) {
        if (!(y[low] <= y[n])) low = n;
        if (!(y[high] >= y[n])) high = n;
      }
      const at = 2 * Math.max(0, Math.min(columns - 1, column));
      row[at] = orNull(y[Math.min(low, high)]);
      row[at + 1] = orNull(y[Math.max(low, high)]);
    }
    return row;
  });
  return [xs, ...ys];
}
