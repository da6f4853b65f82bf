// Every number that is given, to be changed: inputs, targets, weights, biases, learning rate; and which reading of the
// document's biases.
import { showTask } from "../../config/hand-task.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { chooseReading, edit, reading, task, work } from "./store.ts";
import { example, type Reading } from "./task.ts";

const READINGS: readonly Reading[] = ["shared", "stated"];

interface ValueProps {
  readonly name: string;
  readonly value: number;
  onChange(value: number): void;
}

function Value({ name, value, onChange }: ValueProps) {
  return (
    <label class="hand-value">
      <span>{name}</span>
      <input
        type="text"
        inputMode="decimal"
        data-testid={`value-${name}`}
        value={String(Number(value.toPrecision(10)))}
        onChange={({ currentTarget }) => {
          const typed = Number(currentTarget.value);
          if (currentTarget.value.trim() !== "" && Number.isFinite(typed)) onChange(typed);
          else currentTarget.value = String(value);
        }}
      />
    </label>
  );
}

const withAt = (values: readonly number[], at: number, value: number): number[] =>
  values.map((old, i) => (i === at ? value : old));

export function ValuesPanel() {
  const now = task.value;
  const layers = work.value?.layers ?? [];
  const changed = showTask(now) !== showTask(example(reading.value));
  const setParameter = (p: number, at: number) => (value: number) =>
    edit({ parameters: now.parameters.map((values, i) => (i === p ? withAt(values, at, value) : values)) });
  return (
    <section class="card hand-values">
      <h2>{t("hand.values")}</h2>
      <p>{t("hand.readingHint")}</p>
      <fieldset class="hand-buttons" aria-label={t("hand.reading")}>
        {READINGS.map((which) => (
          <Button
            key={which}
            testid={`reading-${which}`}
            pressed={reading.value === which && !changed}
            onClick={() => chooseReading(which)}
          >
            {t(`hand.reading.${which}`)}
          </Button>
        ))}
      </fieldset>
      <div class="hand-value-grid">
        {now.inputs.map((value, i) => (
          <Value
            key={`i${i}`}
            name={`i${i + 1}`}
            value={value}
            onChange={(next) => edit({ inputs: withAt(now.inputs, i, next) })}
          />
        ))}
        {now.targets.map((value, i) => (
          <Value
            key={`t${i}`}
            name={`t${i + 1}`}
            value={value}
            onChange={(next) => edit({ targets: withAt(now.targets, i, next) })}
          />
        ))}
        <Value name="η" value={now.learningRate} onChange={(learningRate) => edit({ learningRate })} />
      </div>
      {layers.map(({ units, weights, biases }, l) => (
        <div class="hand-value-grid" key={l}>
          {units.flatMap((_, j) =>
            weights.map((names, i) => (
              <Value
                key={names[j]}
                name={names[j]}
                value={now.parameters[2 * l][i * units.length + j]}
                onChange={setParameter(2 * l, i * units.length + j)}
              />
            )),
          )}
          {biases.map((name, j) => (
            <Value
              key={name}
              name={name}
              value={now.parameters[2 * l + 1][j]}
              onChange={setParameter(2 * l + 1, j)}
            />
          ))}
        </div>
      ))}
    </section>
  );
}
