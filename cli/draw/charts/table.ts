import { type Cell, pick, type TableChart } from "../../../experiments/index.js";
import { table } from "../../table.js";
import { figure } from "./figures.js";

const textOf = (cell: Cell, digits?: number): string => {
  if (typeof cell === "number") return figure(cell, digits);
  return typeof cell === "object" && "plain" in cell ? cell.plain : pick(cell, "en");
};

/** Columns; those of numbers are set to the right. */
export function tableLines({ columns, rows, digits }: TableChart): string[] {
  const heads = columns.map((name, i) => {
    const numbers = rows.every((row) => typeof row[i] === "number");
    return `${numbers ? ">" : ""}${pick(name, "en")}`;
  });
  return table(
    heads,
    rows.map((row) => row.map((cell) => textOf(cell, digits))),
  ).split("\n");
}
