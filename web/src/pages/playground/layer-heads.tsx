// Above each hidden layer of the diagram: a neuron more or fewer, and the layer's settings.
import { MOST_UNITS } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import type { DiagramLayout } from "./diagram-layout.ts";
import { selection } from "./selection.ts";
import { change, config } from "./store.ts";

function setUnits(layer: number, units: number): void {
  if (units < 1 || units > MOST_UNITS) return;
  change({ layers: config.peek().layers.map((old, i) => (i === layer ? { ...old, units } : old)) });
}

export function LayerHeads({ layout }: { layout: DiagramLayout }) {
  const selected = selection.value;
  return (
    <div class="diagram-heads" style={{ width: `${layout.width}px` }}>
      {config.value.layers.map(({ units }, i) => (
        <fieldset
          key={i}
          class="diagram-layer"
          style={{ left: `${layout.columns[i + 1][0].x}px` }}
          aria-label={t("layers.neurons", { layer: i + 1 })}
        >
          <Button
            testid={`fewer-${i}`}
            label={t("layers.fewer", { layer: i + 1 })}
            disabled={units === 1}
            onClick={() => setUnits(i, units - 1)}
          >
            −
          </Button>
          <Button
            kind="quiet"
            testid={`layer-${i}`}
            label={t("layers.settings", { layer: i + 1, n: units })}
            pressed={selected?.kind === "layer" && selected.layer === i}
            onClick={() => {
              selection.value = { kind: "layer", layer: i };
            }}
          >
            <span data-testid={`units-${i}`}>{units}</span>
            <span aria-hidden="true">⚙</span>
          </Button>
          <Button
            testid={`more-${i}`}
            label={t("layers.more", { layer: i + 1 })}
            disabled={units === MOST_UNITS}
            onClick={() => setUnits(i, units + 1)}
          >
            +
          </Button>
        </fieldset>
      ))}
    </div>
  );
}
