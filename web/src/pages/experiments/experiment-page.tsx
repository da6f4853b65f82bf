// One experiment: what to expect, run it, watch, the check, why, and what one might change.
import { useEffect } from "preact/hooks";
import type { Experiment } from "../../../../experiments/index.js";
import { hrefOf } from "../../app/router.ts";
import { listen } from "../../app/shortcuts.ts";
import { FormulaView } from "../../charts/data/formula.tsx";
import { say } from "../../charts/data/say.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Controls, otherValues } from "./controls.tsx";
import { RunView } from "./run-view.tsx";
import { change, leave, run, start, state, stop, twinRun, values } from "./store.ts";

/** An experiment that is as quick as this begins by itself: seconds. */
const QUICK = 2;

export function ExperimentPage({ experiment }: { experiment: Experiment }) {
  useEffect(() => {
    run.prepare();
    if (experiment.seconds <= QUICK && !state.peek().full) start();
    const unlisten = listen({ " ": () => (run.status.value === "running" ? stop() : start()), r: start });
    return () => {
      unlisten();
      leave();
    };
  }, []);
  const { twin } = state.value;
  const twins = twin !== undefined && twinRun.status.value !== "idle";
  return (
    <article class="experiments experiment">
      <header>
        <a href={hrefOf("experiments")} class="experiment-back" data-testid="back">
          ← {t("exp.back")}
        </a>
        <h2 class="experiment-title">{say(experiment.title)}</h2>
        <p>{say(experiment.summary)}</p>
      </header>
      <section class="card">
        <h3>{t("exp.expect")}</h3>
        <p>{say(experiment.expect)}</p>
      </section>
      <Controls experiment={experiment} />
      <div class={twins ? "experiment-runs twins" : "experiment-runs"}>
        <RunView run={run} title={t(twins ? "exp.twinThis" : "exp.charts")} testid="run-a" />
        {twins && (
          <RunView
            run={twinRun}
            title={t("exp.changeTo", {
              name: say(experiment.settings[twin.name].label),
              value: String(twinRun.setup.value?.set[twin.name] ?? twin.value),
            })}
            testid="run-b"
          />
        )}
      </div>
      <ChangeAndRun experiment={experiment} />
      <section class="card experiment-why">
        <h2>{t("exp.why")}</h2>
        {experiment.formulas.map((formula) => (
          <FormulaView key={formula.tex} formula={formula} display />
        ))}
        {say(experiment.explanation)
          .split("\n\n")
          .map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
      </section>
    </article>
  );
}

/** Other values for each setting, a click away. */
function ChangeAndRun({ experiment }: { experiment: Experiment }) {
  const names = Object.keys(experiment.settings);
  if (names.length === 0) return null;
  return (
    <section class="card">
      <h2>{t("exp.change")}</h2>
      <div class="experiment-buttons">
        {names.flatMap((name) =>
          otherValues(experiment, name, values.value[name]).map((value) => (
            <Button
              key={`${name} ${value}`}
              testid={`change-${name}-${value}`}
              onClick={() => {
                change({ set: { ...state.value.set, [name]: value } });
                start();
              }}
            >
              {t("exp.changeTo", { name: say(experiment.settings[name].label), value })}
            </Button>
          )),
        )}
      </div>
    </section>
  );
}
