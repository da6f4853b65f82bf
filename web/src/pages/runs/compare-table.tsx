// The settings in which the runs that are shown differ, and nothing else.
import { t } from "../../i18n/index.ts";
import { differences } from "./difference.ts";
import { shownRuns } from "./store.ts";

export function CompareTable() {
  const runs = shownRuns.value;
  if (runs.length === 0) return null;
  const rows = differences(
    runs.map(({ record: { config, seed, data, version } }) => ({
      ...config,
      seed,
      data: data.spec,
      "data SHA-256": data.digest.slice(0, 12),
      version,
    })),
  );
  const hint = runs.length < 2 ? "runs.twoForDifferences" : rows.length === 0 ? "runs.same" : undefined;
  return (
    <section class="card" aria-labelledby="differences-title">
      <h2 id="differences-title">{t("runs.differences")}</h2>
      {hint && <p class="hint">{t(hint)}</p>}
      {rows.length > 0 && runs.length > 1 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        <section class="table-scroll" tabIndex={0} aria-label={t("runs.differences")}>
          <table class="values" data-testid="differences">
            <thead>
              <tr>
                <th scope="col">{t("runs.setting")}</th>
                {runs.map(({ id, name }) => (
                  <th key={id} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, values }) => (
                <tr key={name}>
                  <th scope="row">
                    <code>{name}</code>
                  </th>
                  {values.map((value, i) => (
                    <td key={runs[i].id}>{value ?? "–"}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
