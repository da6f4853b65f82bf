// Inside the network while it reads the digit at hand: the maps of each layer, which pixels matter, one window after the
// other.
import { useEffect } from "preact/hooks";
import { Tile } from "../../charts/tile.tsx";
import { t } from "../../i18n/index.ts";
import type { Inside } from "../../protocol/reader.ts";
import { Select } from "../../ui/select.tsx";
import { LayerPictures } from "./layer-pictures.tsx";
import { DIGIT_NAMES } from "./numbers.ts";
import { answer, gradientOf, lookInside } from "./reading.ts";
import { Stepper } from "./stepper.tsx";

export function InsideView() {
  useEffect(() => {
    lookInside.value = true;
    return () => {
      lookInside.value = false;
    };
  }, []);
  const now = answer.value;
  if (now?.inside === undefined) return <p class="hint">{t("digits.insideHint")}</p>;
  const { inside, seen } = now;
  return (
    <div class="inside">
      <div class="inside-first">
        <Gradient inside={inside} />
        <Stepper {...{ inside, seen }} />
      </div>
      <ol class="inside-layers" data-testid="maps">
        {inside.layers
          .filter(({ kind }) => kind !== "flatten") // the same numbers, in a row
          .map((layer) => (
            <LayerPictures key={layer.index} layer={layer} />
          ))}
      </ol>
    </div>
  );
}

function Gradient({ inside: { gradient, gradientOf: digit } }: { inside: Inside }) {
  const full = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return (
    <section class="gradient" aria-labelledby="gradient-title">
      <h3 id="gradient-title">{t("digits.gradient")}</h3>
      <Tile
        values={gradient}
        {...{ width: 28, height: 28, full }}
        signed
        label={t("digits.gradientLabel", { digit })}
        testid="gradient"
      />
      <p class="hint">{t("digits.gradientHint", { digit })}</p>
      <Select<number | "answer">
        label={t("digits.gradientOf")}
        testid="gradient-of"
        value={gradientOf.value}
        options={[
          ["answer", t("digits.gradientAnswer")],
          ...DIGIT_NAMES.map((name, i) => [i, name] as const),
        ]}
        onChange={(next) => {
          gradientOf.value = next;
        }}
      />
    </section>
  );
}
