import type { CurvePoint } from "../report-data.js";
import type { Scale } from "./plot.js";

/** The line through the points; stepped, each point's height holds from the place of the one before it. */
export function pathOf(points: readonly CurvePoint[], { x, y }: Scale, stepped: boolean): string {
  const at = (value: number) => value.toFixed(1);
  const [first] = points;
  const start = stepped ? `M${at(x(0))} ${at(y(first[1]))}` : `M${at(x(first[0]))} ${at(y(first[1]))}`;
  return (
    start +
    points.map(([px, py]) => (stepped ? `V${at(y(py))}H${at(x(px))}` : `L${at(x(px))} ${at(y(py))}`)).join("")
  );
}

const PLACES = 200;

/** The mean height of the curves at places from 0 to 1.
 *  Source    Fawcett, "An introduction to ROC analysis", 2006, § 8.1 (vertical averaging) */
export function meanCurve(curves: readonly (readonly CurvePoint[])[], stepped: boolean): CurvePoint[] {
  const heights = curves.map((curve) => heightsOf(curve, stepped));
  const mean = Array.from({ length: PLACES + 1 }, (_, i): CurvePoint => {
    const sum = heights.reduce((total, own) => total + own[i], 0);
    return [i / PLACES, sum / curves.length, null];
  });
  return stepped ? mean : [[0, 0, null], ...mean];
}

/** The heights of one curve at all places: of a stepped one that of the first point there or beyond; of another the
 *  highest there, or on the straight line to the next point. */
function heightsOf(curve: readonly CurvePoint[], stepped: boolean): number[] {
  let k = 0;
  return Array.from({ length: PLACES + 1 }, (_, i) => {
    const place = i / PLACES;
    while (k < curve.length - 1 && (stepped ? curve[k][0] < place : curve[k + 1][0] <= place)) k += 1;
    const [x, y] = curve[k];
    if (stepped || k === curve.length - 1) return y;
    const [nextX, nextY] = curve[k + 1];
    return y + ((nextY - y) * (place - x)) / (nextX - x);
  });
}
