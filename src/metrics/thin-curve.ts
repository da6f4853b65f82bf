/** Leaves out the points of a curve that a chart could not show apart: those within `step` of the last one kept, on both
 *  axes. The first and the last stay. What is drawn is nowhere further than `step` from the curve.
 *  @param at the place of a point, on axes from 0 to 1 */
export function thinCurve<P>(
  points: readonly P[],
  at: (point: P) => readonly [x: number, y: number],
  step: number,
): P[] {
  let [lastX, lastY] = [Number.NaN, Number.NaN];
  return points.filter((point, i) => {
    const [x, y] = at(point);
    const near = Math.abs(x - lastX) <= step && Math.abs(y - lastY) <= step;
    if (near && i < points.length - 1) return false;
    [lastX, lastY] = [x, y];
    return true;
  });
}
