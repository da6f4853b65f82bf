// The function of "curve": one that has a name, a formula of x, or none, but points that one draws.
import { useState } from "preact/hooks";
import { CURVES, DRAWN } from "../../config/playground.ts";
import { compile } from "../../expression/compile.ts";
import { ExpressionError } from "../../expression/error.ts";
import { t } from "../../i18n/index.ts";
import { Select } from "../../ui/select.tsx";
import { takeCurrentCurve } from "./own-points.ts";
import { PointTools } from "./point-tools.tsx";
import { change, config } from "./store.ts";

/** What is wrong with a formula; undefined for nothing. */
export function formulaFault(text: string, variables: readonly string[]): string | undefined {
  try {
    compile(text, variables);
    return undefined;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { position, expected, got } = error;
    return t("formula.fault", { place: position + 1, expected, got });
  }
}

export function CurveFields() {
  const { curve } = config.value;
  const named = [...CURVES, DRAWN].find((name) => name === curve);
  const [typed, setTyped] = useState(named === undefined ? curve : "sin(2*x) * exp(-x^2/8)");
  const fault = named === undefined ? formulaFault(typed, ["x"]) : undefined;
  const take = (text: string) => {
    setTyped(text);
    if (formulaFault(text, ["x"]) === undefined) change({ curve: text });
  };
  return (
    <>
      <Select
        label={t("data.function")}
        testid="curve-function"
        value={named ?? "formula"}
        options={[
          ...CURVES.map((name) => [name, t(`curve.${name}`)] as const),
          ["formula", t("curve.formula")],
          [DRAWN, t("curve.drawn")],
        ]}
        onChange={(name) => {
          if (name === DRAWN) takeCurrentCurve();
          else change({ curve: name === "formula" ? typed : name });
        }}
      />
      {named === DRAWN && <PointTools />}
      {named === undefined && (
        <label class="field">
          <span class="field-label">y =</span>
          <input
            type="text"
            data-testid="curve-formula"
            spellcheck={false}
            aria-invalid={fault !== undefined}
            value={typed}
            onChange={({ currentTarget }) => take(currentTarget.value)}
          />
          {fault !== undefined && <span class="fault">{fault}</span>}
        </label>
      )}
    </>
  );
}
