// Where the document is off, with what it prints, what is right, and a button that shows the place.
import { signal } from "@preact/signals";
import { errata } from "../../../../experiments/backprop/errata.js";
import { FormulaView } from "../../charts/data/formula.tsx";
import { say } from "../../charts/data/say.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { showPlace } from "./store.ts";

/** The operation in which each is to be seen. */
const PLACES: Readonly<Record<string, string>> = {
  "b2, b4": "in_h2",
  E_o1: "E_o1",
  E_o2: "E_o2",
  "∂E_o1/∂in_o1 (5.24)": "∂E/∂in_o1",
  "∂E/∂out_h1": "∂E/∂out_h1",
  "∂E/∂w1": "∂E/∂w1",
  "w1⁺": "w1⁺",
};

/** The one that is no operation of this network: the formula itself is its place. */
const CROSS_ENTROPY = {
  tex: "E={\\color{#c0392b}-}\\frac1m\\sum\\bigl(t\\log p+(1-t)\\log(1-p)\\bigr)",
  plain: "E = −1/m·Σ (t·log p + (1 − t)·log(1 − p))",
};

const formulaShown = signal(false);

export function ErrataPanel() {
  return (
    <section class="card">
      <h2>{t("hand.errata")}</h2>
      <p>{t("hand.errataHint")}</p>
      <ul class="hand-errata">
        {errata.map(({ quantity, printed, why }, i) => (
          <li key={quantity} data-testid={`erratum-${i}`}>
            <div>
              <b>{quantity}</b> <span class="printed">{t("hand.printed", { printed })}</span>
              <p>{say(why)}</p>
              {PLACES[quantity] === undefined && formulaShown.value && (
                <p data-testid="cross-entropy">
                  <FormulaView formula={CROSS_ENTROPY} display />
                </p>
              )}
            </div>
            <Button
              testid={`show-${i}`}
              label={`${t("hand.showMe")}: ${quantity}`}
              onClick={() => {
                if (PLACES[quantity] === undefined) formulaShown.value = true;
                else showPlace(PLACES[quantity]);
              }}
            >
              {t("hand.showMe")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
