// Where the units of a small network are drawn, and what stands beside them.
import type { Operation, Work } from "./work.ts";

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

export interface Layout {
  readonly columns: readonly (readonly Unit[])[];
  readonly edges: readonly Edge[];
  readonly width: number;
  readonly height: number;
  /** Whether the names of all edges would cover each other. */
  readonly crowded: boolean;
}

export const RADIUS = 31;
const ROW = 200;
/** What stands to the left of the inputs, and to the right of the outputs. */
const MARGINS = [60, 130] as const;
/** From one column to the next: where two suffice, and where there are more. */
const COLUMNS = { few: 285, many: 230 };

export function layOut({ layers }: Work): Layout {
  const tallest = Math.max(layers[0].inputs.length, ...layers.map(({ units }) => units.length));
  const row = Math.max(120, ROW - 20 * Math.max(0, tallest - 2));
  const height = tallest * row + 20;
  const column = layers.length > 2 ? COLUMNS.many : COLUMNS.few;
  const place = (names: readonly string[], index: number, biases: readonly string[]): Unit[] =>
    names.map((name, i) => ({
      name,
      x: MARGINS[0] + index * column,
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
  const width = MARGINS[0] + layers.length * column + MARGINS[1];
  const crowded = layers.some(({ weights, units }) => weights.length * units.length > 4);
  return { columns, edges, width, height, crowded };
}

/** The edges whose weights an operation takes or gives. Their names stand where the edges are apart: before the unit that
 *  they lead to, or after the one that they come from. */
export function involved({ edges }: Layout, operation: Operation | undefined): Edge[] {
  if (operation === undefined) return [];
  const { phase, about } = operation;
  return edges.flatMap((edge) => {
    if (edge.name === about) return [edge];
    if (phase === "forward" && about === `in_${edge.to.name}`) return [{ ...edge, at: 0.3 }];
    if (phase === "backward" && about === `out_${edge.from.name}`) return [{ ...edge, at: 0.6 }];
    return [];
  });
}
