// How the six end, as numbers: and what becomes of the cost when it is computed from probabilities.
import { HIDDEN_UNITS } from "../../../config/moons.ts";
import { t } from "../../../i18n/index.ts";
import { cost, share } from "./moons-cell.tsx";
import { frames } from "./moons-store.ts";

export function MoonsTable() {
  return (
    <section class="card" aria-labelledby="moons-table-title">
      <h2 id="moons-table-title">{t("moons.table")}</h2>
      <table class="moons-table" data-testid="moons-table">
        <thead>
          <tr>
            <th scope="col">{t("moons.columnHidden")}</th>
            <th scope="col">{t("moons.columnCost")}</th>
            <th scope="col">{t("moons.columnAccuracy")}</th>
            <th scope="col">{t("moons.columnNaive")}</th>
          </tr>
        </thead>
        <tbody>
          {HIDDEN_UNITS.map((hidden, i) => {
            const now = frames[i].value;
            const since = now?.naiveSince;
            return (
              <tr key={hidden} data-testid={`moons-row-${hidden}`}>
                <th scope="row">{hidden}</th>
                <td>{cost(now?.cost)}</td>
                <td>{share(now?.accuracy)}</td>
                <td>
                  {now === undefined
                    ? "–"
                    : since === undefined
                      ? t("moons.finite")
                      : t("moons.nanSince", { iteration: since.toLocaleString("en") })}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p>{t("moons.conclusion")}</p>
      <p>{t("moons.naive")}</p>
    </section>
  );
}
