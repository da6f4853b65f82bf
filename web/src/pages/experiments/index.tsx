// Experiments: what there are, and one of them.

import { useEffect } from "preact/hooks";
import { answerSnapshots } from "../../app/snapshot.ts";
import { experimentsEn, experimentsZh } from "../../i18n/experiments.ts";
import { addTexts } from "../../i18n/index.ts";
import { ExperimentPage } from "./experiment-page.tsx";
import { Overview } from "./overview.tsx";
import { current, leave, run, state } from "./store.ts";
import "./experiments.css";

addTexts(experimentsEn, experimentsZh);

export default function Experiments() {
  useEffect(
    () =>
      answerSnapshots(() => ({
        page: "experiments",
        epoch: 0,
        losses: {},
        accuracy: {},
        epochsPerSecond: 0,
        weightsDigest: "",
        config: {
          ...state.value,
          status: run.status.value,
          done: run.done.value,
          seconds: run.seconds.value,
          charts: run.charts.value.map(({ id }) => id),
          figures: run.end.value?.figures,
        },
      })),
    [],
  );
  useEffect(() => leave, []);
  const experiment = current.value;
  return experiment === undefined ? (
    <Overview />
  ) : (
    <ExperimentPage key={experiment.id} experiment={experiment} />
  );
}
