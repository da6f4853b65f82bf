// Every number of one training point: from its features through each layer to the loss, and the gradients on the way back.
import { inputNames } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { ByHandLink } from "./by-hand-link.tsx";
import { featureName } from "./names.ts";
import { config, frame, observe } from "./store.ts";

const show = (value: number) => value.toFixed(4);

const EXPLANATION = "explanation";

/** From the picture to the numbers of the point that was picked there, which may be out of sight. */
export const ToNumbers = () =>
  frame.value?.explanation === undefined ? null : (
    <Button testid="to-numbers" onClick={() => document.getElementById(EXPLANATION)?.focus()}>
      {t("explain.toNumbers")}
    </Button>
  );

export function ExplainPanel() {
  const explanation = frame.value?.explanation;
  if (explanation === undefined) return null;
  const { x1, x2, target, inputs, loss, answer, layers } = explanation;
  const names = inputNames(config.value);
  return (
    <section
      class="card explain"
      id={EXPLANATION}
      tabIndex={-1}
      aria-labelledby="explain-title"
      data-testid="explanation"
    >
      <div class="diagram-head">
        <h2 id="explain-title">{t("explain.title", { x1: x1.toFixed(2), x2: x2.toFixed(2), target })}</h2>
        <span class="spacer" />
        <Button
          kind="quiet"
          label={t("app.close")}
          testid="explain-close"
          onClick={() => observe({ point: undefined })}
        >
          ✕
        </Button>
      </div>
      <p class="readout">
        {inputs.map((value, i) => `${featureName(names[i] ?? "")} = ${show(value)}`).join(", ")} →{" "}
        {t("explain.answer", { answer: answer.map(show).join(" · "), loss: show(loss) })}
      </p>
      <div class="explain-layers">
        {layers.map(({ name, output, gradient }) => (
          <table key={name}>
            <caption>{name}</caption>
            <thead>
              <tr>
                <th scope="col">#</th>
                <th scope="col">{t("explain.output")}</th>
                <th scope="col">∂L/∂y</th>
              </tr>
            </thead>
            <tbody>
              {output.map((value, i) => (
                <tr key={i}>
                  <th scope="row">{i + 1}</th>
                  <td>{show(value)}</td>
                  <td>{show(gradient[i])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
      <ByHandLink explanation={explanation} />
    </section>
  );
}
