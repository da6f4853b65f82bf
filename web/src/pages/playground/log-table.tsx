// The curves as a table, for whoever cannot see them or wants the numbers: twenty rows, evenly over the epochs.
import { signal } from "@preact/signals";
import { t } from "../../i18n/index.ts";
import { columns } from "./store.ts";

const ROWS = 20;
const open = signal(false);

function Rows() {
  const [epochs, ...rest] = columns.value;
  const step = Math.max(1, Math.ceil(epochs.length / ROWS));
  const shown = epochs.map((_, i) => i).filter((i) => i % step === 0 || i === epochs.length - 1);
  return (
    <div class="table-scroll">
      <table data-testid="log-table">
        <thead>
          <tr>
            <th scope="col">{t("run.epoch")}</th>
            <th scope="col">{t("output.trainLoss")}</th>
            <th scope="col">{t("output.testLoss")}</th>
            <th scope="col">{t("output.trainAccuracy")}</th>
            <th scope="col">{t("output.testAccuracy")}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((i) => (
            <tr key={epochs[i]}>
              <th scope="row">{epochs[i]}</th>
              {rest.map((column, j) => (
                <td key={j}>{Number.isNaN(column[i]) ? "–" : column[i].toFixed(4)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function LogTable() {
  return (
    <details
      open={open.value}
      onToggle={({ currentTarget }) => {
        open.value = currentTarget.open;
      }}
    >
      <summary data-testid="log-table-open">{t("output.table")}</summary>
      {open.value && <Rows />}
    </details>
  );
}
