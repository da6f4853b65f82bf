// The runs that there are: which are shown, in what colour, how they stand.
import { dark } from "../../app/settings.ts";
import { lineLook } from "../../charts/line-colours.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { WithCode } from "../../ui/with-code.tsx";
import { fixed } from "./numbers.ts";
import { openRun } from "./run-dialog.tsx";
import { logOf, type RunItem, ready, runs, show, slotOf, told } from "./store.ts";
import { view } from "./view.ts";

export function RunList() {
  const { shown } = view.value;
  return (
    <section class="card run-list" aria-labelledby="run-list-title">
      <div class="run-list-head">
        <h2 id="run-list-title">{t("runs.list")}</h2>
        {shown.length > 0 && (
          <Button kind="quiet" testid="show-none" onClick={() => show(shown, false)}>
            {t("runs.showNone")}
          </Button>
        )}
      </div>
      {runs.value.length === 0 && (
        <p class="hint">
          <WithCode text={t(ready.value ? "runs.none" : "runs.looking")} />
        </p>
      )}
      <ul>
        {runs.value.map((run) => (
          <Row key={run.id} run={run} shown={shown.includes(run.id)} />
        ))}
      </ul>
    </section>
  );
}

function Row({ run, shown }: { run: RunItem; shown: boolean }) {
  const { id, name, state, record } = run;
  const look = shown ? lineLook(slotOf(id), dark.value) : undefined;
  return (
    <li data-testid="run" data-run={name}>
      <label class="run-name">
        <input
          type="checkbox"
          data-testid={`show-${name}`}
          checked={shown}
          onChange={({ currentTarget }) => show([id], currentTarget.checked)}
        />
        <Swatch look={look} />
        <span class="run-text">
          <span class="run-title">{name}</span>
          <span class="run-about">
            <span class={`state ${state}`} data-testid={`state-${name}`}>
              {t(`runs.state.${state}`)}
            </span>
            {score(run)}
            <time dateTime={record.created}>{record.created.slice(0, 10)}</time>
          </span>
        </span>
      </label>
      <Button
        kind="quiet"
        testid={`details-${name}`}
        label={t("runs.details", { name })}
        onClick={() => openRun(id)}
      >
        ⋯
      </Button>
    </li>
  );
}

/** A piece of the line that the chart has. */
export function Swatch({ look }: { look?: { colour: string; dash?: number[] } }) {
  return (
    <svg class="swatch" viewBox="0 0 20 6" aria-hidden="true">
      {look && (
        <line
          x1="0"
          y1="3"
          x2="20"
          y2="3"
          stroke={look.colour}
          stroke-width="3"
          stroke-dasharray={look.dash?.join(" ")}
        />
      )}
    </svg>
  );
}

/** How it stands: the last accuracy, or else the last loss. */
function score({ id, from }: RunItem): string {
  told.value;
  const log = logOf(id);
  const last = Object("last" in from ? from.last : {});
  const of = (part: "test" | "train", name: "accuracy" | "loss") => {
    const here = log?.result(`${part}.${name}`).last;
    return here !== undefined && !Number.isNaN(here) ? here : Object(last[part])[name];
  };
  const accuracy = of("test", "accuracy") ?? of("train", "accuracy");
  if (typeof accuracy === "number") return `${(accuracy * 100).toFixed(2)} %`;
  const loss = of("test", "loss") ?? of("train", "loss");
  return typeof loss === "number" ? fixed(loss) : "";
}
