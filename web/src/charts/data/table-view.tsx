// Rows of numbers, words and formulas.
import { type Cell, figure, type TableChart } from "../../../../experiments/index.js";
import { FormulaView } from "./formula.tsx";
import type { DrawProps, Say } from "./say.ts";

function CellView({ cell, digits, say }: { cell: Cell; digits?: number; say: Say }) {
  if (typeof cell === "number") return <td class="number">{figure(cell, digits)}</td>;
  if (typeof cell === "object" && "tex" in cell)
    return (
      <td>
        <FormulaView formula={cell} />
      </td>
    );
  return <td>{say(cell)}</td>;
}

export function TableView({ chart: { title, columns, rows, digits }, say }: DrawProps<TableChart>) {
  return (
    // what scrolls must be within reach of the keyboard
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="chart-scroll" tabIndex={0} aria-label={say(title)}>
      <table>
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th key={i} scope="col">
                {say(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={r}>
              {row.map((cell, c) => (
                <CellView key={c} cell={cell} digits={digits} say={say} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
