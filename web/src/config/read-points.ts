// Points of one's own, read from a table by the rules that the library has for CSV files.
import { ChainruleError, permutation, Rng } from "chainrule";
import { type Dataset, hasClassIndices, tableDataset } from "chainrule/data";
import { parse } from "csv-parse/browser/esm/sync";
import { MOST_CLASSES, MOST_POINTS, type OwnPoint, roundPlace } from "./playground.ts";

/** A table with more is hardly one of points. */
export const MOST_COLUMNS = 100;

/** Points, and what has been done to the table to come to them. */
export interface PointTable {
  readonly points: readonly OwnPoint[];
  /** Rows that the table has. */
  readonly rows: number;
  /** Columns before that of the class; the first two are taken. */
  readonly inputs: number;
  /** Whether they reached beyond the view, and were brought into it. */
  readonly scaled: boolean;
}

/** Why a table cannot be taken, by the name of the text that says so, and what is named in it. */
export interface TableFault {
  readonly fault: "text" | "oneClass" | "classes" | "values" | "columns" | "oneColumn" | "other";
  readonly values: Readonly<Record<string, string | number>>;
}

/** Reads x₁, x₂ and a class from the first two columns and the last; cells are divided by commas, semicolons, tabs or
 *  spaces. Of too many rows, some are drawn. */
export function readPoints(text: string): PointTable | TableFault {
  const head = text.trimStart().split("\n", 1)[0];
  const delimiter = [",", ";", "\t"].find((sign) => head.includes(sign)) ?? " ";
  const columns = head.split(delimiter).length;
  if (columns > MOST_COLUMNS) return { fault: "columns", values: { columns, most: MOST_COLUMNS } };
  try {
    const rows: string[][] = parse(text, {
      ...{ bom: true, delimiter, relax_column_count: true, skip_empty_lines: false },
      ...(delimiter === " " && { trim: true }),
    });
    return pointsOf(tableDataset(rows, "table"));
  } catch (error) {
    return faultOf(error as Error);
  }
}

function pointsOf(data: Dataset): PointTable | TableFault {
  const { inputs, targets, classes = [], size, shape } = data;
  const width = shape[0];
  if (!hasClassIndices(data)) return { fault: "values", values: {} };
  if (classes.length > MOST_CLASSES)
    return { fault: "classes", values: { classes: classes.length, most: MOST_CLASSES } };
  if (width < 2) return { fault: "oneColumn", values: {} };
  const drawn =
    size > MOST_POINTS
      ? permutation(size, new Rng(1, "split")).slice(0, MOST_POINTS).sort()
      : Array.from({ length: size }, (_, i) => i);
  const points = Array.from(
    drawn,
    (row): OwnPoint => [inputs[row * width], inputs[row * width + 1], targets[row]],
  );
  return { ...intoView(points), rows: size, inputs: width };
}

const VIEW = 6;

function intoView(points: readonly OwnPoint[]): Pick<PointTable, "points" | "scaled"> {
  const scaled = points.some(([x1, x2]) => Math.abs(x1) > VIEW || Math.abs(x2) > VIEW);
  const axis = (index: 0 | 1) => {
    const values = points.map((point) => point[index]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    if (!scaled) return roundPlace;
    return (x: number) => (most === least ? 0 : roundPlace(((x - least) / (most - least)) * 10 - 5));
  };
  const [first, second] = [axis(0), axis(1)];
  return { scaled, points: points.map(([x1, x2, label]) => [first(x1), second(x2), label]) };
}

/** The library's errors, in words that there are in every language. */
function faultOf(error: Error): TableFault {
  if (!(error instanceof ChainruleError)) return { fault: "other", values: { reason: error.message } };
  const { where, expected, got } = error;
  const [, line, column] = /line (\d+), column (\d+)/.exec(where) ?? [];
  if (column !== undefined) return { fault: "text", values: { line, column, got } };
  if (expected.startsWith("at least two classes")) return { fault: "oneClass", values: { got } };
  return { fault: "other", values: { reason: error.message } };
}
