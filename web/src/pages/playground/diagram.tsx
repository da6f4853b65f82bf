// The network as a picture that one can change: features on and off, layers and neurons more or fewer.
import { useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { dark } from "../../app/settings.ts";
import { FEATURES, type FeatureName, hidden, MOST_LAYERS, MOST_UNITS } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { THUMBNAIL } from "../../worker/plane.ts";
import { layoutDiagram } from "./diagram-layout.ts";
import { edgesOf, paintDiagram, weightOffsets } from "./diagram-paint.ts";
import { change, config, frame, start } from "./store.ts";

const FEATURE_NAMES: Record<FeatureName, string> = {
  x1: "x₁",
  x2: "x₂",
  "x1^2": "x₁²",
  "x2^2": "x₂²",
  x1x2: "x₁x₂",
  sinx1: "sin x₁",
  sinx2: "sin x₂",
};

function toggleFeature(name: FeatureName): void {
  const { features } = config.peek();
  const next = FEATURES.filter((other) => (other === name) !== features.includes(other));
  if (next.length > 0) change({ features: next });
}

function setUnits(layer: number, units: number): void {
  if (units < 1 || units > MOST_UNITS) return;
  const layers = config.peek().layers.map((old, i) => (i === layer ? { ...old, units } : old));
  change({ layers });
}

export function Diagram() {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [available, setAvailable] = useState(600);
  useEffect(() => {
    const observer = new ResizeObserver(([{ contentRect }]) => setAvailable(Math.floor(contentRect.width)));
    observer.observe(box.current!);
    return () => observer.disconnect();
  }, []);
  const now = config.value;
  const layout = useMemo(() => layoutDiagram(now, available), [now, available]);
  const painted = useRef(layout);
  painted.current = layout;
  useSignalEffect(() => paint(canvas.current, painted.current));
  useEffect(() => paint(canvas.current, layout), [layout]);
  const { layers, features } = now;
  const shape = [features.length, ...layers.map(({ units }) => units), layout.columns.at(-1)!.length];
  return (
    <section class="card diagram" aria-labelledby="layers-title">
      <div class="diagram-head">
        <h2 id="layers-title">{t("layers.title")}</h2>
        <span class="diagram-count">{t("layers.hidden", { n: layers.length })}</span>
        <Button
          testid="remove-layer"
          label={t("layers.remove")}
          disabled={layers.length === 0}
          onClick={() => change({ layers: layers.slice(0, -1) })}
        >
          −
        </Button>
        <Button
          testid="add-layer"
          label={t("layers.add")}
          disabled={layers.length === MOST_LAYERS}
          onClick={() => change({ layers: [...layers, hidden(2, layers.at(-1)?.activation)] })}
        >
          +
        </Button>
      </div>
      <div class="diagram-scroll" ref={box}>
        <div class="diagram-heads" style={{ width: `${layout.width}px` }}>
          {layers.map(({ units }, i) => (
            <fieldset
              key={i}
              class="diagram-layer"
              style={{ left: `${layout.columns[i + 1][0].x}px` }}
              aria-label={t("layers.neurons", { layer: i + 1 })}
            >
              <Button
                testid={`more-${i}`}
                label={t("layers.more", { layer: i + 1 })}
                disabled={units === MOST_UNITS}
                onClick={() => setUnits(i, units + 1)}
              >
                +
              </Button>
              <output data-testid={`units-${i}`}>{units}</output>
              <Button
                testid={`fewer-${i}`}
                label={t("layers.fewer", { layer: i + 1 })}
                disabled={units === 1}
                onClick={() => setUnits(i, units - 1)}
              >
                −
              </Button>
            </fieldset>
          ))}
        </div>
        <div class="diagram-plane" style={{ width: `${layout.width}px`, height: `${layout.height}px` }}>
          <canvas
            ref={canvas}
            role="img"
            data-testid="diagram"
            aria-label={t("layers.diagram", { shape: shape.join(" – ") })}
            style={{ width: `${layout.width}px`, height: `${layout.height}px` }}
          />
          {layout.columns[0].map(({ x, y, feature, map }) => (
            <button
              key={feature}
              type="button"
              class="diagram-feature"
              data-testid={`feature-${feature}`}
              aria-pressed={map !== undefined}
              style={{ top: `${y}px`, width: `${x + layout.size / 2}px` }}
              onClick={() => toggleFeature(feature!)}
            >
              {FEATURE_NAMES[feature!]}
              {map === undefined && <span class="off" style={{ width: `${layout.size}px` }} />}
            </button>
          ))}
        </div>
      </div>
    </section>
  );
}

function paint(canvas: HTMLCanvasElement | null, layout: ReturnType<typeof layoutDiagram>): void {
  const now = frame.value;
  const begun = start.value;
  const isDark = dark.value;
  if (canvas === null || now === undefined || begun === undefined) return;
  const maps = layout.columns.flat().filter(({ map }) => map !== undefined).length;
  if (now.neurons.length !== maps * THUMBNAIL * THUMBNAIL) return; // of another network: the next frame fits
  const edges = edgesOf(layout, weightOffsets(begun));
  paintDiagram(canvas, { layout, edges, frame: now, thumbnail: THUMBNAIL, dark: isDark });
}
