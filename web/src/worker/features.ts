// The columns that a network sees of a point of the plane.
import type { FeatureName } from "../config/playground.ts";

const COLUMNS: Record<FeatureName, (x1: number, x2: number) => number> = {
  x1: (x1) => x1,
  x2: (_, x2) => x2,
  "x1^2": (x1) => x1 * x1,
  "x2^2": (_, x2) => x2 * x2,
  x1x2: (x1, x2) => x1 * x2,
  sinx1: (x1) => Math.sin(x1),
  sinx2: (_, x2) => Math.sin(x2),
};

/** The features of points of the plane.
 *  Shapes    points[n,2] -> [n, names.length] */
export function featuresOf(points: Float32Array, names: readonly FeatureName[]): Float32Array<ArrayBuffer> {
  const n = points.length / 2;
  const width = names.length;
  const columns = names.map((name) => COLUMNS[name]);
  const result = new Float32Array(n * width);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < width; j++) result[i * width + j] = columns[j](points[2 * i], points[2 * i + 1]);
  return result;
}
