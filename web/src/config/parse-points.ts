// Points of one's own, read from a table.
import { MOST_CLASSES, MOST_POINTS, type OwnPoint, roundPlace } from "./playground.ts";

/** Points of a table: two numbers and a class in each line, with commas, semicolons, tabs or spaces between. Classes are
 *  numbered in the order in which they come; a first line of names is passed over. What reaches beyond the view is
 *  brought into it.
 *  @returns the points, or the number of the first line that is none, counted from 1 */
export function parsePoints(text: string): readonly OwnPoint[] | { readonly line: number } {
  const classes: string[] = [];
  const points: OwnPoint[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const cells = line.trim().split(/[,;\t ]+/);
    const [x1, x2] = [Number(cells[0]), Number(cells[1])];
    const bad = cells.length !== 3 || !Number.isFinite(x1) || !Number.isFinite(x2);
    if (bad && i === 0) continue;
    if (!classes.includes(cells[2])) classes.push(cells[2]);
    if (bad || classes.length > MOST_CLASSES || points.length === MOST_POINTS) return { line: i + 1 };
    points.push([x1, x2, classes.indexOf(cells[2])]);
  }
  return intoView(points);
}

function intoView(points: readonly OwnPoint[]): readonly OwnPoint[] {
  const largest = Math.max(0, ...points.flatMap(([x1, x2]) => [Math.abs(x1), Math.abs(x2)]));
  if (largest <= 6) return points.map(([x1, x2, label]) => [roundPlace(x1), roundPlace(x2), label]);
  const axis = (index: 0 | 1) => {
    const values = points.map((point) => point[index]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return (x: number) => (most === least ? 0 : roundPlace(((x - least) / (most - least)) * 10 - 5));
  };
  const [first, second] = [axis(0), axis(1)];
  return points.map(([x1, x2, label]) => [first(x1), second(x2), label]);
}
