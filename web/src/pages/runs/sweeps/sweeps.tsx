// One study: what it is, how it stands, and its pictures.
import { t } from "../../../i18n/index.ts";
import { Select } from "../../../ui/select.tsx";
import { WithCode } from "../../../ui/with-code.tsx";
import { fixed } from "../numbers.ts";
import { changeView } from "../view.ts";
import { History } from "./history.tsx";
import { ImportanceChart } from "./importance.tsx";
import { LiveTrials } from "./live-trials.tsx";
import { Pair } from "./pair.tsx";
import { ParallelCoordinates } from "./parallel.tsx";
import { Pareto } from "./pareto.tsx";
import { type ReadStudy, shortName } from "./read-study.ts";
import { textOf } from "./scale.ts";
import { Slices } from "./slices.tsx";
import { chosen, shown, studies, studiesReady } from "./store.ts";
import { openTrial, TrialDialog } from "./trial-dialog.tsx";
import { TrialTable } from "./trial-table.tsx";
import "./sweeps.css";

export function Sweeps() {
  const now = chosen.value;
  const read = shown.value;
  if (now === undefined)
    return (
      <p class="hint card">
        <WithCode text={t(studiesReady.value ? "sweeps.none" : "runs.looking")} />
      </p>
    );
  return (
    <div class="sweeps">
      <section class="card sweep-head" aria-label={t("sweeps.study")}>
        <Select
          label={t("sweeps.study")}
          testid="study"
          value={now.id}
          options={studies.value.map(({ id, name, title, live }) => [
            id,
            `${name}${title === undefined ? "" : ` · ${title}`}${live ? ` · ${t("sweeps.live")}` : ""}`,
          ])}
          onChange={(study) => changeView({ study })}
        />
        {read instanceof Error && <p role="alert">{read.message}</p>}
        {read !== undefined && !(read instanceof Error) && <Summary read={read} />}
      </section>
      {read !== undefined && !(read instanceof Error) && (
        <>
          {now.live && <LiveTrials read={read} />}
          <History read={read} />
          <ImportanceChart read={read} />
          <ParallelCoordinates read={read} />
          {read.file.objective.length > 1 && <Pareto read={read} />}
          <Pair key={now.id} read={read} />
          <Slices read={read} wide={read.file.objective.length > 1} />
          <TrialTable key={now.id} read={read} />
          <TrialDialog read={read} />
        </>
      )}
    </div>
  );
}

function Summary({ read: { study, file, journal } }: { read: ReadStudy }) {
  const count = (state: string) => study.trials.filter((trial) => trial.state === state).length;
  const { best } = study;
  const names = file.space.map(({ name }) => name);
  return (
    <div class="sweep-summary">
      <p data-testid="study-summary">
        {t("sweeps.summary", {
          wanted: study.wanted,
          done: count("done"),
          pruned: count("pruned"),
          failed: count("failed"),
          running: count("running"),
        })}
        {count("stopped") > 0 && ` ${t("sweeps.stoppedByHand", { n: count("stopped") })}`}
        {journal.cut && ` ${t("sweeps.cut")}`}
      </p>
      {best?.objectives && (
        <p>
          <button type="button" class="link" data-testid="best" onClick={() => openTrial(best.number)}>
            {t("sweeps.best")}:{" "}
            {t("sweeps.bestIs", {
              number: best.number,
              value: best.objectives
                .map((value, i) => `${file.objective[i].metric} ${fixed(value)}`)
                .join(", "),
            })}
          </button>{" "}
          <span class="muted">
            {Object.entries(best.values)
              .map(([name, value]) => `${shortName(name, names)} ${textOf(value)}`)
              .join(" · ")}
          </span>
        </p>
      )}
    </div>
  );
}
