// The layers, one line each: kind, numbers, activation; to add, move and remove.

import {
  type DigitsLayer,
  type DigitsLayerKind,
  LAYER_KINDS,
  MOST_DIGITS_LAYERS,
  NEW_LAYERS,
  NUMBERS,
  type NumberName,
} from "../../config/digits-layers.ts";
import { ACTIVATIONS } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import type { LayerLine as Line } from "../../protocol/digits.ts";
import { Button } from "../../ui/button.tsx";
import { FaultMessage } from "../../ui/fault-message.tsx";
import { NumberInput } from "../../ui/number-input.tsx";
import { count } from "./numbers.ts";
import { change, config, configFault, start } from "./trainer.ts";

const layersNow = () => config.peek().layers;
const replace = (at: number, layer: DigitsLayer) =>
  change({ layers: layersNow().map((other, i) => (i === at ? layer : other)) });
const remove = (at: number) => change({ layers: layersNow().filter((_, i) => i !== at) });
const moveUp = (at: number) => {
  const layers = [...layersNow()];
  layers.splice(at - 1, 2, layers[at], layers[at - 1]);
  change({ layers });
};

/** "28×28 → 8×24×24 → 10": layers that leave the shape as it is are left out. */
const shapesOf = (layers: readonly Line[]): string =>
  ["28×28", ...layers.map(({ output }) => output.join("×"))]
    .filter((shape, i, all) => shape !== all[i - 1])
    .join(" → ");

export function LayersEditor() {
  const { layers } = config.value;
  const fault = configFault.value;
  const now = start.value;
  return (
    <div class="layers">
      <h3>{t("digits.layers")}</h3>
      <ol class="layer-list">
        {layers.map((layer, i) => (
          <LayerLine key={i} {...{ layer, i }} />
        ))}
      </ol>
      <Button
        testid="add-layer"
        disabled={layers.length >= MOST_DIGITS_LAYERS}
        onClick={() => change({ layers: [...layersNow(), NEW_LAYERS.dense] })}
      >
        + {t("digits.layers.add")}
      </Button>
      {fault !== undefined && <FaultMessage {...{ fault, frame: "digits.fault", testid: "config-fault" }} />}
      {now !== undefined && (
        <p class="hint" data-testid="shapes">
          {now.file !== undefined && <strong>{t("digits.fromFile", { name: now.file })} · </strong>}
          {shapesOf(now.layers)} · {t("digits.parameters", { n: count(now.parameters) })}
        </p>
      )}
    </div>
  );
}

function LayerLine({ layer, i }: { layer: DigitsLayer; i: number }) {
  const n = i + 1;
  const numbers = Object.entries(layer).filter(([name]) => name in NUMBERS) as [NumberName, number][];
  return (
    <li class="layer-line" data-testid={`layer-${i}`}>
      <select
        aria-label={t("digits.layers.kind", { n })}
        data-testid={`layer-${i}-kind`}
        value={layer.kind}
        onChange={({ currentTarget }) => replace(i, NEW_LAYERS[currentTarget.value as DigitsLayerKind])}
      >
        {LAYER_KINDS.map((kind) => (
          <option key={kind} value={kind} selected={kind === layer.kind}>
            {t(`digits.kind.${kind}`)}
          </option>
        ))}
      </select>
      {numbers.map(([name, value]) => (
        <NumberInput
          key={name}
          label={t(`digits.layers.${name}`)}
          fullLabel={t("digits.layers.of", { what: t(`digits.layers.${name}`), n })}
          testid={`layer-${i}-${name}`}
          value={value}
          min={NUMBERS[name][0]}
          max={NUMBERS[name][1]}
          whole={name !== "rate"}
          onChange={(next) => replace(i, { ...layer, [name]: next } as DigitsLayer)}
        />
      ))}
      {"activation" in layer && (
        <select
          aria-label={t("digits.layers.activation", { n })}
          data-testid={`layer-${i}-activation`}
          value={layer.activation}
          onChange={({ currentTarget }) =>
            replace(i, { ...layer, activation: ACTIVATIONS[currentTarget.selectedIndex] })
          }
        >
          {ACTIVATIONS.map((name) => (
            <option key={name} value={name} selected={name === layer.activation}>
              {name}
            </option>
          ))}
        </select>
      )}
      <span class="layer-tools">
        <Button
          kind="quiet"
          testid={`layer-${i}-up`}
          label={t("digits.layers.up", { n })}
          disabled={i === 0}
          onClick={() => moveUp(i)}
        >
          ↑
        </Button>
        <Button
          kind="quiet"
          testid={`layer-${i}-remove`}
          label={t("digits.layers.remove", { n })}
          onClick={() => remove(i)}
        >
          ✕
        </Button>
      </span>
    </li>
  );
}
