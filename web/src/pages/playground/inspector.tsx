// What is selected in the network: a layer's settings, or a neuron with its bias and its weights, each with the gradient
// of the training loss, to be changed by hand and back again.
import { useEffect } from "preact/hooks";
import { ACTIVATIONS, type HiddenLayer } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { NumberInput } from "../../ui/number-input.tsx";
import { Select } from "../../ui/select.tsx";
import { Slider } from "../../ui/slider.tsx";
import { Switch } from "../../ui/switch.tsx";
import { ACTIVATION_NAMES } from "./names.ts";
import { namesByColumn } from "./neuron-names.ts";
import { densePlaces, selection } from "./selection.ts";
import { canUndo, change, config, edit, frame, observe, start, undo } from "./store.ts";

function LayerSettings({ layer }: { layer: number }) {
  const { layers } = config.value;
  const now = layers[layer];
  if (now === undefined) return null;
  const set = (changes: Partial<HiddenLayer>) =>
    change({ layers: config.peek().layers.map((old, i) => (i === layer ? { ...old, ...changes } : old)) });
  return (
    <div class="inspector-fields">
      <Select
        label={t("options.activation")}
        testid="layer-activation"
        value={now.activation}
        options={ACTIVATIONS.map((name) => [name, ACTIVATION_NAMES[name]])}
        onChange={(activation) => set({ activation })}
      />
      <Slider
        label={t("layers.dropout")}
        testid="layer-dropout"
        {...{ value: now.dropout, min: 0, max: 0.9, step: 0.1 }}
        onChange={(dropout) => set({ dropout })}
      />
      <Switch
        label={t("layers.batchNorm")}
        testid="layer-batch-norm"
        checked={now.batchNorm}
        onChange={(batchNorm) => set({ batchNorm })}
      />
    </div>
  );
}

function NeuronSettings({ column, unit, weight }: { column: number; unit: number; weight?: number }) {
  useEffect(() => {
    observe({ gradients: true });
    return () => observe({ gradients: false });
  }, []);
  useEffect(() => {
    if (weight !== undefined)
      (document.querySelector(`[data-testid="weight-${weight}"]`) as HTMLInputElement | null)?.select();
  }, [weight]);
  const begun = start.value;
  const now = frame.value;
  const place = begun && densePlaces(begun)[column - 1];
  if (now === undefined || place === undefined || unit >= place.units) return null;
  const sources = namesByColumn()[column - 1] ?? [];
  const field = (index: number, label: string, testid: string) => (
    <NumberInput
      key={testid}
      {...{ label, testid }}
      value={now.weights[index] ?? 0}
      digits={4}
      note={now.gradients && `∂L/∂w ${now.gradients[index].toFixed(4)}`}
      onChange={(value) => edit(index, value)}
    />
  );
  return (
    <div class="inspector-fields">
      {field(place.biases + unit, t("neuron.bias"), "bias")}
      {Array.from({ length: place.inputs }, (_, i) =>
        field(
          place.weights + i * place.units + unit,
          t("neuron.from", { name: sources[i] ?? "" }),
          `weight-${i}`,
        ),
      )}
    </div>
  );
}

export function Inspector() {
  const selected = selection.value;
  if (selected === undefined) return <p class="readout">{t("inspector.hint")}</p>;
  const { layers } = config.value;
  const isOutput = selected.kind === "neuron" && selected.column > layers.length;
  const title =
    selected.kind === "layer"
      ? t("layers.layer", { layer: selected.layer + 1 })
      : isOutput
        ? t("neuron.output", { neuron: selected.unit + 1 })
        : t("neuron.hidden", { layer: selected.column, neuron: selected.unit + 1 });
  return (
    <section class="inspector" aria-label={title} data-testid="inspector">
      <div class="diagram-head">
        <h3>{title}</h3>
        <span class="spacer" />
        <Button testid="undo" disabled={!canUndo.value} onClick={undo}>
          {t("inspector.undo")}
        </Button>
        <Button
          kind="quiet"
          label={t("app.close")}
          testid="inspector-close"
          onClick={() => {
            selection.value = undefined;
          }}
        >
          ✕
        </Button>
      </div>
      {selected.kind === "layer" ? (
        <LayerSettings layer={selected.layer} />
      ) : (
        <NeuronSettings {...selected} />
      )}
    </section>
  );
}
