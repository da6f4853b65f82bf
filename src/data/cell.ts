/** What is wrong with a cell of a table, and what to do about it. */
export interface CellMistake {
  readonly expected: string;
  readonly remedy: string;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** What programs write where they have no number, or none that is finite. */
const MISSING = /^[+-]?(nan|inf|infinity)$/i;

/** Whether a cell, without the space around it, is written as a number. */
export const isNumber = (cell: string): boolean => NUMBER.test(cell);

/** Whether a cell is text, such as the name of a column or of a class: no number, and none that is missing. */
export const isText = (cell: string): boolean => !NUMBER.test(cell) && !MISSING.test(cell);

/** Why a cell, without the space around it, cannot be taken for a number; undefined if it can. */
export function mistakeIn(cell: string): CellMistake | undefined {
  if (!isNumber(cell)) {
    return {
      expected: "a number",
      remedy: "Write it as a number, fill it in, or remove the row or the column.",
    };
  }
  if (Number.isFinite(Math.fround(Number(cell)))) return undefined;
  return {
    expected: "a number that float32 can hold, up to 3.4e38",
    remedy: "Measure this column in a larger unit, or remove the row.",
  };
}
