// What an experiment is run with: its settings, seed, size and twin; run, stop, and a link to exactly this.
import type { Experiment } from "../../../../experiments/index.js";
import { hideToast, showToast } from "../../app/toasts.tsx";
import { say } from "../../charts/data/say.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { readValue } from "./address.ts";
import { SettingField } from "./setting-field.tsx";
import { change, refusal, run, start, state, stop, values } from "./store.ts";

async function copyLink(): Promise<void> {
  hideToast();
  try {
    await navigator.clipboard.writeText(location.href);
    showToast({ text: t("exp.linkCopied") });
  } catch {
    showToast({ text: t("exp.linkFailed") });
  }
}

export function Controls({ experiment }: { experiment: Experiment }) {
  const { set, full, seed } = state.value;
  const refused = refusal.value;
  const running = run.status.value === "running";
  const names = Object.keys(experiment.settings);
  return (
    <section class="card experiment-controls" aria-label={t("exp.settings")}>
      <div class="experiment-fields">
        {names.map((name) => (
          <SettingField
            key={name}
            setting={experiment.settings[name]}
            value={values.value[name]}
            testid={`setting-${name}`}
            invalid={refused?.where.startsWith(`${name} `) ?? false}
            onChange={(text) => change({ set: { ...set, [name]: readValue(experiment, name, text) } })}
          />
        ))}
        <Select
          label={t("exp.seed")}
          testid="seed"
          value={seed ?? experiment.seeds[0]}
          options={seedsOf(experiment, seed).map((one) => [one, String(one)])}
          onChange={(chosen) => change({ seed: chosen === experiment.seeds[0] ? undefined : chosen })}
        />
        {names.length > 0 && <TwinFields experiment={experiment} />}
      </div>
      {refused !== undefined && (
        <p class="experiment-refused" role="alert" data-testid="refused">
          {t("exp.refused", {
            name: refused.where,
            expected: refused.expected,
            got: refused.got,
            remedy: refused.remedy,
          })}
        </p>
      )}
      <div class="experiment-buttons">
        {running ? (
          <Button kind="primary" testid="stop" onClick={stop}>
            <span aria-hidden="true">■</span> {t("exp.stop")}
          </Button>
        ) : (
          <Button kind="primary" testid="run" disabled={refused !== undefined} onClick={start}>
            <span aria-hidden="true">▶</span> {t(run.status.value === "idle" ? "exp.run" : "exp.runAgain")}
          </Button>
        )}
        {experiment.full !== undefined && (
          <Button testid="full" pressed={full} onClick={() => change({ full: !full, set: {} })}>
            {t("exp.full", { seconds: experiment.full.seconds })}
          </Button>
        )}
        <Button
          testid="defaults"
          disabled={Object.keys(set).length === 0 && seed === undefined && !full}
          onClick={() => change({ set: {}, full: false, seed: undefined })}
        >
          {t("exp.defaults")}
        </Button>
        <Button testid="copy-link" onClick={() => void copyLink()}>
          {t("exp.link")}
        </Button>
      </div>
    </section>
  );
}

/** Its own, some more, and the one that the address has. */
function seedsOf({ seeds }: Experiment, chosen: number | undefined): number[] {
  const all = new Set([...seeds, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ...(chosen === undefined ? [] : [chosen])]);
  return [...all];
}

function TwinFields({ experiment }: { experiment: Experiment }) {
  const { twin } = state.value;
  const options = Object.entries(experiment.settings).map(([name, { label }]) => [name, say(label)] as const);
  const choose = (name: string) => {
    if (name === "") return change({ twin: undefined });
    change({ twin: { name, value: otherValues(experiment, name, values.value[name])[0] } });
  };
  return (
    <>
      <Select
        label={t("exp.twin")}
        testid="twin"
        value={twin?.name ?? ""}
        options={[["", t("exp.twinNone")], ...options]}
        onChange={choose}
      />
      {twin !== undefined && (
        <SettingField
          setting={experiment.settings[twin.name]}
          value={twin.value}
          testid="twin-value"
          invalid={refusal.value !== undefined}
          onChange={(text) =>
            change({ twin: { name: twin.name, value: readValue(experiment, twin.name, text) } })
          }
        />
      )}
    </>
  );
}

/** What a setting might be instead: other choices; a number, some times as large or small, within its range. */
export function otherValues(
  { settings }: Experiment,
  name: string,
  value: number | string,
): (number | string)[] {
  const setting = settings[name];
  if (setting.kind === "choice") return setting.choices.filter((choice) => choice !== value);
  const { min, max, log, whole } = setting;
  const factor = log ? 10 : 2;
  const from = Number(value) || 0;
  const candidates = from === 0 ? [max / 2, max] : [from * factor, from / factor];
  const rounded = candidates.map((one) => (whole ? Math.round(one) : Number(one.toPrecision(3))));
  const fitting = rounded.filter((one) => one >= min && one <= max && one !== value);
  return fitting.length > 0 ? fitting : [value === min ? max : min];
}
