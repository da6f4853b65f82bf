// Every trial, the youngest first while the study runs, or else the best first; each can be opened.

import type { Trial } from "chainrule/tune";
import { useState } from "preact/hooks";
import { t } from "../../../i18n/index.ts";
import { Button } from "../../../ui/button.tsx";
import { fixed } from "../numbers.ts";
import { Card } from "./card.tsx";
import { type ReadStudy, shortName } from "./read-study.ts";
import { textOf } from "./scale.ts";
import { openTrial } from "./trial-dialog.tsx";

/** Rows that are shown before one asks for all. */
const FEW = 15;

export function TrialTable({ read: { study, file, done } }: { read: ReadStudy }) {
  const [all, setAll] = useState(false);
  const names = file.space.map(({ name }) => name);
  const standing = new Map(done.map((trial) => [trial.number, trial.standing]));
  const order = (trial: Trial) => (trial.state === "running" ? 2 : (standing.get(trial.number) ?? -1));
  const trials = [...study.trials].sort((a, b) => order(b) - order(a) || a.number - b.number);
  return (
    <Card title={t("sweeps.trials")} wide>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section class="table-scroll" tabIndex={0} aria-label={t("sweeps.trials")}>
        <table class="values" data-testid="trials">
          <thead>
            <tr>
              <th scope="col">{t("sweeps.trial")}</th>
              <th scope="col">{t("sweeps.state")}</th>
              {file.objective.map(({ metric }) => (
                <th key={metric} scope="col" class="number">
                  {metric}
                </th>
              ))}
              {names.map((name) => (
                <th key={name} scope="col" class="number" title={name}>
                  {shortName(name, names)}
                </th>
              ))}
              <th scope="col" class="number">
                {t("sweeps.epochs")}
              </th>
              <th scope="col" class="number">
                {t("sweeps.seconds")}
              </th>
            </tr>
          </thead>
          <tbody>
            {trials.slice(0, all ? undefined : FEW).map((trial) => (
              <tr key={trial.number} data-testid="trial">
                <th scope="row">
                  <Button
                    kind="quiet"
                    testid={`trial-${trial.number}`}
                    label={t("sweeps.openTrial", { number: trial.number })}
                    onClick={() => openTrial(trial.number)}
                  >
                    {trial.number}
                  </Button>
                </th>
                <td>
                  <span class={`state ${trial.state}`}>{t(`sweeps.state.${trial.state}`)}</span>
                </td>
                {file.objective.map(({ metric }, i) => (
                  <td key={metric} class="number">
                    {resultOf(trial, i)}
                  </td>
                ))}
                {names.map((name) => (
                  <td key={name} class="number">
                    {trial.values[name] === undefined ? "–" : textOf(trial.values[name])}
                  </td>
                ))}
                <td class="number">{trial.cost?.epochs ?? trial.reports.at(-1)?.step ?? 0}</td>
                <td class="number">{trial.cost ? fixed(trial.cost.seconds) : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {trials.length > FEW && (
        <Button kind="quiet" testid="all-trials" onClick={() => setAll(!all)}>
          {all ? t("sweeps.fewTrials") : t("sweeps.allTrials", { n: trials.length })}
        </Button>
      )}
    </Card>
  );
}

/** Of one that is not done, how it stood last. */
function resultOf({ objectives, reports }: Trial, index: number): string {
  if (objectives !== undefined) return fixed(objectives[index]);
  const last = reports.at(-1)?.values[index];
  return last === undefined ? "–" : `(${fixed(last)})`;
}
