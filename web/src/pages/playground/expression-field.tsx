// A feature of one's own: a formula of x1 and x2.
import { useState } from "preact/hooks";
import { MOST_EXPRESSIONS } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { formulaFault } from "./curve-fields.tsx";
import { change, config } from "./store.ts";

export function ExpressionField() {
  const [typed, setTyped] = useState("");
  const { expressions, data } = config.value;
  if (data === "curve") return null;
  const text = typed.trim();
  const fault = text === "" ? undefined : formulaFault(text, ["x1", "x2"]);
  const usable = text !== "" && fault === undefined && !text.includes(";") && !expressions.includes(text);
  const add = () => {
    if (!usable || expressions.length === MOST_EXPRESSIONS) return;
    change({ expressions: [...expressions, text] });
    setTyped("");
  };
  return (
    <details class="own-feature">
      <summary data-testid="own-feature">{t("features.own")}</summary>
      <div class="own-feature-fields">
        <label class="field">
          <span class="field-label">{t("features.formula")}</span>
          <input
            type="text"
            data-testid="expression"
            spellcheck={false}
            placeholder="sqrt(x1^2 + x2^2)"
            aria-invalid={fault !== undefined}
            value={typed}
            onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            onKeyDown={({ key }) => key === "Enter" && add()}
          />
        </label>
        <Button
          testid="expression-add"
          disabled={!usable || expressions.length === MOST_EXPRESSIONS}
          onClick={add}
        >
          {t("features.add")}
        </Button>
      </div>
      {fault !== undefined && <p class="fault">{fault}</p>}
    </details>
  );
}
