// What came out, held against what must come out.
import { figure, type JudgedExpectation } from "../../../../experiments/index.js";
import { say } from "../../charts/data/say.ts";
import { t } from "../../i18n/index.ts";
import type { ExperimentEnd } from "../../protocol/experiment.ts";

function rangeOf({ min, max, digits }: JudgedExpectation): string {
  const [least, most] = [min, max].map((bound) => (bound === undefined ? "" : shown(bound, digits)));
  if (min === undefined) return t("exp.atMost", { most });
  if (max === undefined) return t("exp.atLeast", { least });
  return least === most ? least : t("exp.between", { least, most });
}

/** So many digits, unless these say nothing of it. */
const shown = (value: number, digits?: number): string => {
  const short = figure(value, digits);
  return value !== 0 && Number(short) === 0 ? figure(value) : short;
};

export function Check({ end, testid }: { end: ExperimentEnd; testid: string }) {
  const { expectations, figures, status } = end;
  const holding = expectations.filter(({ holds }) => holds).length;
  return (
    <section
      class="card experiment-check"
      data-testid={testid}
      data-holds={holding}
      data-all={expectations.length}
    >
      <h2>{t("exp.check")}</h2>
      {status === "stopped" && <p>{t("exp.check.stopped")}</p>}
      {status === "done" && expectations.length === 0 && <p>{t("exp.check.changed")}</p>}
      {expectations.length > 0 && (
        <>
          <p>
            <b class={holding === expectations.length ? "good" : "bad"}>
              {holding === expectations.length
                ? t("exp.check.all", { n: holding })
                : t("exp.check.some", { n: holding, all: expectations.length })}
            </b>
          </p>
          <Expectations expectations={expectations} />
        </>
      )}
      {expectations.length === 0 && figures !== undefined && (
        <dl class="experiment-figures">
          {Object.entries(figures).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{figure(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function Expectations({ expectations }: Pick<ExperimentEnd, "expectations">) {
  const has = (name: "printed" | "faithful") => expectations.some((one) => one[name] !== undefined);
  const [printed, faithful] = [has("printed"), has("faithful")];
  return (
    // what scrolls must be within reach of the keyboard
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="chart chart-scroll" tabIndex={0} aria-label={t("exp.check")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("exp.check.what")}</th>
            <th scope="col">{t("exp.check.range")}</th>
            <th scope="col">{t("exp.check.value")}</th>
            <th scope="col">{t("exp.check.verdict")}</th>
            {printed && <th scope="col">{t("exp.check.printed")}</th>}
            {faithful && <th scope="col">{t("exp.check.faithful")}</th>}
          </tr>
        </thead>
        <tbody>
          {expectations.map((one) => (
            <tr key={one.figure}>
              <td>{say(one.label)}</td>
              <td class="number">{rangeOf(one)}</td>
              <td class="number">
                <b>{shown(one.value, one.digits)}</b>
              </td>
              <td class={one.holds ? "good" : "bad"}>{t(one.holds ? "exp.check.yes" : "exp.check.no")}</td>
              {printed && <td class="number">{one.printed}</td>}
              {faithful && <td class="number">{one.faithful}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
