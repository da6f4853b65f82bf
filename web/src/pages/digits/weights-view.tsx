// The weights of the first layer as pictures: what each of its units looks for.
import { computed, signal } from "@preact/signals";
import { parseSafetensors } from "chainrule/format";
import { Tile } from "../../charts/tile.tsx";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { modelFile } from "./trainer.ts";

const SIDE = 28;
const FEW = 40;

interface Pictures {
  readonly width: number;
  readonly height: number;
  readonly pictures: readonly Float32Array[];
  /** The largest weight, without its sign. */
  readonly full: number;
  readonly filters: boolean;
}

/** The pictures that the weights of a first layer make: a dense one of 784 inputs, or filters over one channel. */
export function firstLayerPictures(file: Uint8Array): Pictures | undefined {
  const first = [...parseSafetensors(file, "model").tensors].find(([name]) =>
    /^0\.(dense|conv2d)\.W$/.test(name),
  );
  if (first === undefined) return undefined;
  const { shape } = first[1];
  const values = first[1].data as Float32Array;
  const full = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (shape.length === 4 && shape[1] === 1) {
    const [count, , height, width] = shape;
    const size = height * width;
    const pictures = Array.from({ length: count }, (_, i) => values.slice(i * size, (i + 1) * size));
    return { ...{ width, height, pictures, full }, filters: true };
  }
  if (shape[0] !== SIDE * SIDE) return undefined;
  const units = shape[1];
  const pictures = Array.from({ length: units }, (_, unit) =>
    Float32Array.from({ length: SIDE * SIDE }, (_, pixel) => values[pixel * units + unit]),
  );
  return { ...{ width: SIDE, height: SIDE, pictures, full }, filters: false };
}

const shown = computed(() =>
  modelFile.value === undefined ? undefined : firstLayerPictures(modelFile.value),
);
const all = signal(false);

export function WeightsView() {
  const now = shown.value;
  if (now === undefined) return <p class="hint">{t("digits.noWeights")}</p>;
  const { pictures, filters, ...size } = now;
  return (
    <div>
      <p class="hint">{t("digits.weightsHint")}</p>
      <ul class={filters ? "weights filters" : "weights"} data-testid="weights">
        {(all.value ? pictures : pictures.slice(0, FEW)).map((values, i) => (
          <li key={i}>
            <Tile
              {...{ values, ...size }}
              signed
              label={t(filters ? "digits.filterOf" : "digits.weightOf", { n: i + 1 })}
            />
          </li>
        ))}
      </ul>
      {pictures.length > FEW && !all.value && (
        <Button
          testid="weights-more"
          onClick={() => {
            all.value = true;
          }}
        >
          {t("digits.weightsMore", { n: pictures.length })}
        </Button>
      )}
    </div>
  );
}
