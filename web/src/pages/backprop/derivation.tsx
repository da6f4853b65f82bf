// All operations that have been done, as a table; a row that is picked goes back to it.
import { useEffect, useRef } from "preact/hooks";
import { FormulaView } from "../../charts/data/formula.tsx";
import { t } from "../../i18n/index.ts";
import { ten } from "./step-panel.tsx";
import { done, goTo, operations, pointed } from "./store.ts";
import type { Operation } from "./work.ts";

export function Derivation() {
  const shown = operations.value.slice(0, done.value);
  const place = pointed.value;
  const table = useRef<HTMLTableElement>(null);
  useEffect(() => {
    if (place !== undefined) table.current?.querySelector("tr.pointed")?.scrollIntoView({ block: "center" });
  }, [place]);
  if (shown.length === 0) return null;
  return (
    <section class="card">
      <h2>{t("hand.derivation")}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard */}
      <section class="hand-scroll" tabIndex={0} aria-label={t("hand.derivation")}>
        <table class="hand-table" ref={table} data-testid="derivation">
          <thead>
            <tr>
              <th scope="col">{t("hand.what")}</th>
              <th scope="col">{t("hand.letters")}</th>
              <th scope="col">{t("hand.numbers")}</th>
              <th scope="col">{t("hand.value")}</th>
              <th scope="col">{t("hand.numericalShort")}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((operation, i) => (
              <Row key={i} operation={operation} place={i + 1} pointed={operation.step[0].plain === place} />
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Row({ operation, place, pointed }: { operation: Operation; place: number; pointed: boolean }) {
  const [what, letters, numbers, value] = operation.step;
  return (
    <tr class={pointed ? "pointed" : operation.phase}>
      <th scope="row">
        <button
          type="button"
          data-testid={`goto-${place}`}
          data-name={what.plain}
          onClick={() => goTo(place)}
        >
          <FormulaView formula={what} />
        </button>
      </th>
      <td>
        <FormulaView formula={letters} />
      </td>
      <td>{numbers}</td>
      <td class="number">{ten(value)}</td>
      <td class="number">{operation.numerical === undefined ? "" : ten(operation.numerical)}</td>
    </tr>
  );
}
