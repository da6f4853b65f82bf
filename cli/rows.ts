import { ChainruleError, type Model } from "chainrule";
import { isText, mistakeIn } from "chainrule/data";
import { CsvError, parse } from "csv-parse/sync";
import type { Sample } from "./inputs.js";

/** Reads a table, one sample to a line: as many numbers as the model takes; a column more, as training data have it, is
 *  passed over. A first line of text is a header.
 *  Errors    E_FORMAT quotes that do not match; E_DATA no rows */
export function readRows(bytes: Uint8Array, file: string, model: Model): Sample[] {
  const width = model.spec.input.reduce((product, extent) => product * extent, 1);
  const lines = parseCsv(bytes, file)
    .map((cells, i) => ({ cells: cells.map((cell) => cell.trim()), row: i + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  if (lines.length > 0 && lines[0].cells.slice(0, width).every(isText)) lines.shift();
  if (lines.length === 0) {
    const parts = { where: file, expected: `rows of ${width} numbers`, got: "none" };
    throw new ChainruleError("E_DATA", { ...parts, remedy: "Give one sample per line." });
  }
  return lines.map(({ cells, row }) => {
    const error = errorIn(cells, width, `line ${row} of ${file}`);
    return error
      ? { file, row, error }
      : { file, row, values: Float32Array.from(cells.slice(0, width), Number) };
  });
}

function errorIn(cells: readonly string[], width: number, where: string): ChainruleError | undefined {
  const refuse = (expected: string, got: string, remedy: string) =>
    new ChainruleError("E_DATA", { where, expected, got, remedy });
  if (cells.length !== width && cells.length !== width + 1) {
    const remedy = "Give the columns that the model was trained on, in the same order.";
    return refuse(`${width} columns`, String(cells.length), remedy);
  }
  for (const [column, cell] of cells.slice(0, width).entries()) {
    const mistake = mistakeIn(cell);
    if (mistake === undefined) continue;
    return refuse(mistake.expected, `${JSON.stringify(cell)} in column ${column + 1}`, mistake.remedy);
  }
  return undefined;
}

function parseCsv(bytes: Uint8Array, where: string): string[][] {
  try {
    return parse(Buffer.from(bytes), { bom: true, relax_column_count: true, skip_empty_lines: false });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const parts = { where, expected: "comma-separated values", got: cause.message };
    throw new ChainruleError("E_FORMAT", { ...parts, remedy: "Check the quotes there." }, { cause });
  }
}
