import { out, outWidth } from "../terminal.js";

export const MARKS = ["o", "x", "+", "*", "#", "@", "%", "&", "s", "v"];
const PAINTS = [out.blue, out.yellow, out.green, out.magenta, out.red, out.cyan];

/** The letter of the i-th kind of points, in its colour. */
export const markOf = (i: number): string => PAINTS[i % PAINTS.length](MARKS[i % MARKS.length]);

type Span = readonly [least: number, most: number];

export interface PlaneAxis {
  readonly range: Span;
  /** How a value is written at the end of the axis. */
  show?(value: number): string;
}

/** A part of the plane as lines of text: what is put at a place is a letter there. */
export class Plane {
  readonly width = Math.min(72, outWidth() - 12);
  readonly height = Math.round(this.width / 2.4); // a character is about 2.4 times as high as a letter is wide
  readonly #x: PlaneAxis;
  readonly #y: PlaneAxis;
  readonly #grid = Array.from({ length: this.height }, () => new Array<string>(this.width).fill(" "));

  constructor(x: PlaneAxis, y: PlaneAxis) {
    this.#x = x;
    this.#y = y;
  }

  /** The column and row of a point, which need not be whole or within the plane. */
  placeOf(x: number, y: number): [column: number, row: number] {
    const part = (value: number, [from, to]: Span) => (to === from ? 0.5 : (value - from) / (to - from));
    return [part(x, this.#x.range) * this.width, this.height * (1 - part(y, this.#y.range))];
  }

  /** Puts a letter at a point; outside, nothing. */
  put(x: number, y: number, mark: string): void {
    const [column, row] = this.placeOf(x, y);
    if (!(column >= 0 && column <= this.width && row >= 0 && row <= this.height)) return;
    this.#grid[Math.min(this.height - 1, Math.floor(row))][Math.min(this.width - 1, Math.floor(column))] =
      mark;
  }

  /** Puts letters along a straight line. */
  line(from: readonly [number, number], to: readonly [number, number], mark: string): void {
    const [a, b] = [this.placeOf(...from), this.placeOf(...to)];
    const steps = Math.min(2000, Math.ceil(Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), 1)));
    if (!Number.isFinite(steps)) return;
    for (let i = 0; i <= steps; i++) {
      const at = (k: 0 | 1) => from[k] + ((to[k] - from[k]) * i) / steps;
      this.put(at(0), at(1), mark);
    }
  }

  /** The lines, with both axes. */
  lines(): string[] {
    const { show: showX = ends, range: x } = this.#x;
    const { show: showY = ends, range: y } = this.#y;
    const axis = (row: number) =>
      (row === 0 ? showY(y[1]) : row === this.height - 1 ? showY(y[0]) : "").padStart(8);
    const lines = this.#grid.map((cells, row) => `${out.dim(`${axis(row)} │`)}${cells.join("")}`.trimEnd());
    const [from, to] = [showX(x[0]), showX(x[1])];
    lines.push(out.dim(`${" ".repeat(9)}└${"─".repeat(this.width)}`));
    lines.push(out.dim(`${" ".repeat(10)}${from}${to.padStart(this.width - from.length)}`));
    return lines;
  }
}

const ends = (value: number): string => value.toFixed(2);

/** What the letters stand for. */
export const legendOf = (names: readonly string[]): string =>
  `${" ".repeat(10)}${names.map((name, i) => `${markOf(i)} ${name}`).join("   ")}`;

export function spanOf(values: Iterable<number>): Span {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}
