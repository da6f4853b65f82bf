// All experiments, by topic or by the document that they come from.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { nearest } from "../../../../cli/nearest.js";
import { documents, type Experiment, experiments, topics } from "../../../../experiments/index.js";
import { hrefOf } from "../../app/router.ts";
import { say } from "../../charts/data/say.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { showState } from "./address.ts";
import { state } from "./store.ts";
import { fetchThumbnails, Thumbnail } from "./thumbnail.tsx";

const order = signal<"topic" | "document">("topic");

interface Group {
  readonly id: string;
  readonly title: string;
  readonly experiments: readonly Experiment[];
}

function groups(): Group[] {
  const all =
    order.value === "topic"
      ? Object.entries(topics).map(([id, title]) => ({
          id,
          title: say(title),
          experiments: experiments.filter(({ topic }) => topic === id),
        }))
      : Object.entries(documents).map(([id, title]) => ({
          id,
          title: t("exp.document", { id, title: say(title) }),
          experiments: experiments.filter((one) => (one.documents as readonly string[]).includes(id)),
        }));
  return all.filter(({ experiments }) => experiments.length > 0);
}

const addressOf = (id: string): string => hrefOf("experiments", showState({ id, set: {}, full: false }));

export function Overview() {
  useEffect(() => void fetchThumbnails(), []);
  const unknown = state.value.id;
  const near = nearest(
    unknown,
    experiments.map(({ id }) => id),
  );
  return (
    <div class="experiments">
      {unknown !== "" && (
        <p class="card experiment-unknown" role="alert" data-testid="experiment-unknown">
          {t("exp.unknown", { id: unknown })}{" "}
          {near !== undefined && <a href={addressOf(near)}>{t("exp.near", { near })}</a>}
        </p>
      )}
      <div class="experiments-head">
        <p>{t("exp.intro")}</p>
        <fieldset class="experiments-order" aria-label={t("exp.group")}>
          <Button testid="by-topic" pressed={order.value === "topic"} onClick={() => (order.value = "topic")}>
            {t("exp.byTopic")}
          </Button>
          <Button
            testid="by-document"
            pressed={order.value === "document"}
            onClick={() => (order.value = "document")}
          >
            {t("exp.byDocument")}
          </Button>
        </fieldset>
      </div>
      {groups().map(({ id, title, experiments }) => (
        <section key={id}>
          <h2>{title}</h2>
          <ul class="experiment-cards">
            {experiments.map((experiment) => (
              <li key={experiment.id}>
                <a
                  class="card experiment-card"
                  href={addressOf(experiment.id)}
                  data-testid={`open-${experiment.id}`}
                >
                  <Thumbnail id={experiment.id} />
                  <span class="experiment-card-text">
                    <b>{say(experiment.title)}</b>
                    <span>{say(experiment.summary)}</span>
                    <small>{t("exp.about", { seconds: experiment.seconds })}</small>
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
