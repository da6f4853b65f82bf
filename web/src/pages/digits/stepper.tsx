// One window of a convolution after the other: patch × filter, summed over the channels, plus the bias, is one number of
// the map; and which row of the im2col matrix the patch is.
import { signal } from "@preact/signals";
import { Tile } from "../../charts/tile.tsx";
import { t } from "../../i18n/index.ts";
import type { Inside, LayerMaps } from "../../protocol/reader.ts";
import { Select } from "../../ui/select.tsx";
import { Im2col } from "./im2col.tsx";
import { NumberGrid } from "./number-grid.tsx";
import { dot, type Feed, filterOf, type Place, patchAt } from "./window.ts";
import { WindowField } from "./window-field.tsx";

const layerIndex = signal(0);
const filter = signal(0);
const channel = signal(0);
const place = signal<Place>({ row: 10, column: 10 });

const feedOf = ({ layers }: Inside, seen: Uint8Array, index: number): Feed =>
  index === 0
    ? { shape: [1, 28, 28], values: Float32Array.from(seen, (value) => value / 255) }
    : layers[index - 1];

const figure = (value: number) => value.toFixed(4);
const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
const upTo = (count: number) => Array.from({ length: count }, (_, i) => [i, String(i + 1)] as const);

export function Stepper({ inside, seen }: { inside: Inside; seen: Uint8Array }) {
  const convolutions = inside.layers.filter(({ weights }) => weights !== undefined);
  return (
    <section class="stepper" aria-labelledby="stepper-title" data-testid="stepper">
      <h3 id="stepper-title">{t("digits.stepper")}</h3>
      {convolutions.length === 0 ? (
        <p class="hint">{t("digits.stepper.none")}</p>
      ) : (
        <Steps {...{ inside, seen, convolutions }} />
      )}
    </section>
  );
}

interface StepsProps {
  readonly inside: Inside;
  readonly seen: Uint8Array;
  readonly convolutions: readonly LayerMaps[];
}

function Steps({ inside, seen, convolutions }: StepsProps) {
  const layer = convolutions.find(({ index }) => index === layerIndex.value) ?? convolutions[0];
  const feed = feedOf(inside, seen, layer.index);
  const [filters, height, width] = layer.shape;
  const f = within(filter.value, filters);
  const c = within(channel.value, feed.shape[0]);
  const at = { row: within(place.value.row, height), column: within(place.value.column, width) };
  const { kernel } = layer.window!;
  const patch = patchAt(feed, layer, at);
  const weights = filterOf(layer, f);
  const bias = layer.biases?.[f] ?? 0;
  const sum = dot(patch, weights);
  const taps = kernel[0] * kernel[1];
  const own = (values: Float32Array) => values.subarray(c * taps, (c + 1) * taps);
  const map = layer.values.subarray(f * height * width, (f + 1) * height * width);
  const move = (rows: number, columns: number) => {
    place.value = { row: within(at.row + rows, height), column: within(at.column + columns, width) };
  };
  return (
    <>
      <p class="hint">{t("digits.stepperHint", { n: layer.index + 1 })}</p>
      <div class="stepper-choice">
        <Select
          label={t("digits.stepper.layer")}
          testid="stepper-layer"
          value={layer.index}
          options={convolutions.map(({ index }) => [index, String(index + 1)])}
          onChange={(next) => {
            layerIndex.value = next;
          }}
        />
        <Select
          label={t("digits.stepper.filter")}
          testid="stepper-filter"
          value={f}
          options={upTo(filters)}
          onChange={(next) => {
            filter.value = next;
          }}
        />
        <Select
          label={t("digits.stepper.channel")}
          testid="stepper-channel"
          value={c}
          options={upTo(feed.shape[0])}
          onChange={(next) => {
            channel.value = next;
          }}
        />
      </div>
      <div class="stepper-body">
        <div class="stepper-fields">
          <WindowField {...{ feed, layer, at, move }} channel={c} />
          <div class="window-out">
            <Tile
              values={map}
              {...{ width, height }}
              full={map.reduce((most, value) => Math.max(most, Math.abs(value)), 0)}
              signed
              label={t("digits.stepper.output")}
            />
            <span
              class="window-frame"
              style={{
                ...{ left: `${(100 * at.column) / width}%`, top: `${(100 * at.row) / height}%` },
                ...{ width: `${100 / width}%`, height: `${100 / height}%` },
              }}
            />
          </div>
        </div>
        <div class="stepper-numbers">
          <div class="stepper-grids">
            <NumberGrid values={own(patch)} columns={kernel[1]} caption={t("digits.stepper.patch")} />
            <span aria-hidden="true">×</span>
            <NumberGrid values={own(weights)} columns={kernel[1]} caption={t("digits.stepper.kernel")} />
            <span aria-hidden="true">=</span>
            <NumberGrid
              values={own(patch).map((value, i) => value * own(weights)[i])}
              columns={kernel[1]}
              caption={t("digits.stepper.product")}
            />
          </div>
          <p
            class="stepper-sum"
            aria-live="polite"
            data-testid="stepper-sum"
            data-sum={sum + bias}
            data-map={map[at.row * width + at.column]}
          >
            {t("digits.stepper.sum", {
              ...{ n: patch.length, sum: figure(sum), bias: figure(bias), output: figure(sum + bias) },
            })}
          </p>
          <Im2col {...{ feed, layer }} row={at.row * width + at.column} />
        </div>
      </div>
    </>
  );
}
