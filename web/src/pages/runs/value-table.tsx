// The numbers of the curves: where the pointer is, or at the end.
import { type ReadonlySignal, useComputed } from "@preact/signals";
import { lowerBound } from "../../charts/thin.ts";
import { t } from "../../i18n/index.ts";
import { lines } from "./lines.ts";
import { fixed } from "./numbers.ts";
import { Swatch } from "./run-list.tsx";
import type { Metric } from "./run-log.ts";
import { logOf, shownRuns } from "./store.ts";
import { view } from "./view.ts";

export function ValueTable({ cursor }: { cursor: ReadonlySignal<number | undefined> }) {
  const at = useComputed(() => cursor.value);
  const { metric, axis } = view.value;
  const names = new Map(shownRuns.value.map(({ id, name }) => [id, name]));
  const where =
    at.value === undefined
      ? t("runs.atEnd")
      : t("runs.at", { axis: t(`runs.axis.${axis}`), x: fixed(Math.max(0, at.value)) });
  return (
    <div class="table-scroll">
      <table class="values" data-testid="run-values">
        <thead>
          <tr>
            <th scope="col">{t("runs.run")}</th>
            <th scope="col" class="number">
              {t("runs.value")}, {where}
            </th>
            <th scope="col" class="number">
              {t("runs.best")}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.value.map(({ id, x, y, colour, dash }) => (
            <tr key={id}>
              <th scope="row">
                <Swatch look={{ colour, dash: dash && [...dash] }} />
                {names.get(id)}
              </th>
              <td class="number">{fixed(valueAt(x, y, at.value))}</td>
              <td class="number">{fixed(best(id, metric))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Of the point that is nearest on x; of the last without. */
function valueAt(x: readonly number[], y: readonly number[], at: number | undefined): number {
  if (at === undefined) return y.at(-1) ?? Number.NaN;
  const after = lowerBound(x, at);
  const nearest = after > 0 && !(x[after] - at <= at - x[after - 1]) ? after - 1 : after;
  return y[nearest] ?? Number.NaN;
}

const best = (id: string, metric: Metric): number =>
  metric === "step.loss" || metric === "learningRate"
    ? Number.NaN
    : (logOf(id)?.result(metric).best ?? Number.NaN);
