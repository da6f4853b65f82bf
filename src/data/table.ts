import { ChainruleError, display } from "../core/errors.js";
import { MAX_ELEMENTS } from "../core/shape.js";
import { isNumber, isText, mistakeIn } from "./cell.js";
import { checkDataset, type Dataset } from "./dataset.js";

/** Whole numbers in the last column are classes up to this many different ones, values beyond. */
const MOST_NUMERIC_CLASSES = 100;
const MOST_CLASSES = 10_000;

/** Makes a dataset of a table: the last column is what to predict, the others are numbers to predict it from. The first
 *  row is taken for a header when it has text where the others have numbers. Text in the last column, or up to 100
 *  different whole numbers, are classes, in sorted order; other numbers are values.
 *  Shapes    rows of d + 1 cells -> inputs of shape [d]; a blank row is passed over
 *  Errors    E_DATA an empty table, rows of different length, one class only; text, NaN or ∞ in a number column: with line and
 *            column */
export function tableDataset(rows: readonly (readonly string[])[], where: string): Dataset {
  const lines = rows
    .map((cells, i) => ({ cells: cells.map((cell) => cell.trim()), line: i + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  const header = hasHeader(lines.map(({ cells }) => cells)) ? lines.shift() : undefined;
  if (lines.length === 0) throw refuse(where, "rows of data", "none", "Give at least two rows.");
  const width = (header ?? lines[0]).cells.length;
  const features = width - 1;
  if (features < 1)
    throw refuse(
      where,
      "at least two columns",
      "one",
      "Put the inputs first, and what to predict last, with commas between.",
    );
  if (lines.length * features > MAX_ELEMENTS)
    throw refuse(
      where,
      `at most ${MAX_ELEMENTS} numbers`,
      `${lines.length} × ${features}`,
      "Take fewer rows.",
    );

  const numberAt = (cell: string, line: number, c: number): number => {
    const mistake = mistakeIn(cell);
    if (mistake === undefined) return Number(cell);
    const column = header ? `column ${c + 1} ${display(header.cells[c])}` : `column ${c + 1}`;
    throw refuse(`line ${line}, ${column} of ${where}`, mistake.expected, display(cell), mistake.remedy);
  };
  const inputs = new Float32Array(lines.length * features);
  lines.forEach(({ cells, line }, row) => {
    if (cells.length !== width) {
      const remedy = "Give every row the same columns; a cell with a comma in it needs quotes.";
      throw refuse(`line ${line} of ${where}`, `${width} columns`, String(cells.length), remedy);
    }
    for (let c = 0; c < features; c++) inputs[row * features + c] = numberAt(cells[c], line, c);
  });
  const answers = lines.map(({ cells, line }) => {
    if (cells[features] !== "") return cells[features];
    const remedy = "Fill it in, or remove the row.";
    throw refuse(`line ${line}, column ${width} of ${where}`, "what to predict", "nothing", remedy);
  });
  // numbers and nothing else, but for those that are missing: then none may be
  if (!answers.some(isText))
    answers.forEach((answer, row) => void numberAt(answer, lines[row].line, features));
  return checkDataset({ inputs, shape: [features], size: lines.length, ...targetsOf(answers, where) }, where);
}

/** Text where there would be numbers: in every input column, or above a last column of nothing but numbers. */
function hasHeader([first, ...rest]: readonly (readonly string[])[]): boolean {
  if (first === undefined) return false;
  const lastIsText = (cells: readonly string[]) => isText(cells.at(-1)!);
  if (first.length > 1 && first.slice(0, -1).every(isText)) return true;
  return lastIsText(first) && rest.length > 0 && !rest.some(lastIsText);
}

function targetsOf(answers: readonly string[], where: string): Pick<Dataset, "targets" | "classes"> {
  const numeric = answers.every(isNumber);
  const distinct = new Set<string | number>(numeric ? answers.map(Number) : answers);
  const whole = numeric && [...distinct].every(Number.isSafeInteger);
  if (numeric && !(whole && distinct.size <= MOST_NUMERIC_CLASSES))
    return { targets: Float32Array.from(answers, Number) };
  if (distinct.size < 2) {
    const remedy = "The last column must be what to predict; move it there, or add samples of other classes.";
    throw refuse(
      where,
      "at least two classes in the last column",
      `only ${display([...distinct][0])}`,
      remedy,
    );
  }
  if (distinct.size > MOST_CLASSES) {
    const remedy = "The last column must be what to predict: a class or a number.";
    throw refuse(where, `at most ${MOST_CLASSES} classes`, String(distinct.size), remedy);
  }
  const sorted = [...distinct].sort((a, b) => (a < b ? -1 : 1));
  const index = new Map(sorted.map((value, i) => [value, i]));
  return {
    targets: Int32Array.from(answers, (answer) => index.get(numeric ? Number(answer) : answer)!),
    classes: sorted.map(String),
  };
}

const refuse = (where: string, expected: string, got: string, remedy: string) =>
  new ChainruleError("E_DATA", { where, expected, got, remedy });
