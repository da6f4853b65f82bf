// Backprop by hand: one step of a small network, every number with its formula.

import { useEffect } from "preact/hooks";
import { listen } from "../../app/shortcuts.ts";
import { answerSnapshots } from "../../app/snapshot.ts";
import { backpropEn, backpropZh } from "../../i18n/backprop.ts";
import { addTexts, t } from "../../i18n/index.ts";
import { BugPanel } from "./bug-panel.tsx";
import { Derivation } from "./derivation.tsx";
import { ErrataPanel } from "./errata-panel.tsx";
import { Graph, Legend } from "./graph.tsx";
import { StepPanel } from "./step-panel.tsx";
import {
  advance,
  done,
  follow,
  iteration,
  latest,
  quiz,
  reading,
  restart,
  syncAddress,
  task,
  work,
} from "./store.ts";
import { ValuesPanel } from "./values-panel.tsx";
import "./backprop.css";

addTexts(backpropEn, backpropZh);

const snapshot = () => ({
  page: "backprop",
  epoch: iteration.value,
  losses: { train: work.value?.loss },
  accuracy: {},
  epochsPerSecond: 0,
  weightsDigest: "",
  config: {
    ...task.value,
    reading: reading.value,
    done: done.value,
    latest: latest.value && { name: latest.value.step[0].plain, value: latest.value.step[3] },
  },
});

export default function Backprop() {
  useEffect(() => {
    const stops = [
      follow(),
      syncAddress(),
      answerSnapshots(snapshot),
      listen({
        ArrowRight: () => quiz.value || advance(1),
        ArrowLeft: () => advance(-1),
        r: restart,
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return (
    <div class="hand">
      <p class="hand-intro">{t("hand.intro")}</p>
      <div class="hand-top">
        <section class="card hand-picture">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard */}
          <section class="hand-graph-scroll" tabIndex={0} aria-label={t("hand.network")}>
            <Graph />
          </section>
          <Legend />
        </section>
        <StepPanel />
      </div>
      <Derivation />
      <ValuesPanel />
      <ErrataPanel />
      <BugPanel />
    </div>
  );
}
