// Where the units of a small network are drawn, and what stands beside them.
import type { Work } from "./work.ts";

export interface Unit {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly bias?: string;
}

export interface Edge {
  readonly name: string;
  readonly from: Unit;
  readonly to: Unit;
  /** How far along the line its name stands, so that crossing ones keep apart. */
  readonly at: number;
}

export const WIDTH = 760;
export const RADIUS = 31;
const ROW = 200;

export function layOut({ layers }: Work): { columns: Unit[][]; edges: Edge[]; height: number } {
  const tallest = Math.max(layers[0].inputs.length, ...layers.map(({ units }) => units.length));
  const row = Math.max(120, ROW - 20 * Math.max(0, tallest - 2));
  const height = tallest * row + 20;
  const place = (names: readonly string[], column: number, biases: readonly string[]): Unit[] =>
    names.map((name, i) => ({
      name,
      x: 60 + (column * (WIDTH - 190)) / layers.length,
      y: height / 2 + (i - (names.length - 1) / 2) * row,
      bias: biases[i],
    }));
  const columns = [
    place(layers[0].inputs, 0, []),
    ...layers.map(({ units, biases }, l) => place(units, l + 1, biases)),
  ];
  const edges = layers.flatMap(({ weights }, l) =>
    weights.flatMap((names, i) =>
      names.map((name, j) => ({
        name,
        from: columns[l][i],
        to: columns[l + 1][j],
        at: i === j ? 0.45 : i < j ? 0.3 : 0.28,
      })),
    ),
  );
  return { columns, edges, height };
}
