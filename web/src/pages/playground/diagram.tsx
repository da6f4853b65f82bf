// The network as a picture that one can change: features on and off, layers and neurons more or fewer, and each weight
// and bias to be seen and set.
import { signal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { dark } from "../../app/settings.ts";
import { hidden, inputNames, MOST_LAYERS } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { THUMBNAIL } from "../../worker/plane.ts";
import { type DiagramLayout, layoutDiagram, NARROW } from "./diagram-layout.ts";
import { Features, Neurons } from "./diagram-nodes.tsx";
import { type Edge, edgeAt, edgesOf, paintDiagram } from "./diagram-paint.ts";
import { ExpressionField } from "./expression-field.tsx";
import { Inspector } from "./inspector.tsx";
import { LayerHeads } from "./layer-heads.tsx";
import { densePlaces, selection } from "./selection.ts";
import { change, config, frame, observe, start } from "./store.ts";

/** The edge under the pointer, and where that is. */
const hovered = signal<{ edge: Edge; x: number; y: number } | undefined>(undefined);

function hover(edge: Edge | undefined, x = 0, y = 0): void {
  if (edge === undefined && hovered.peek() === undefined) return;
  if ((edge === undefined) !== (hovered.peek() === undefined))
    observe({ gradients: edge !== undefined || selection.peek()?.kind === "neuron" });
  hovered.value = edge && { edge, x, y };
}

function EdgeTip() {
  const at = hovered.value;
  const now = frame.value;
  if (at === undefined || now === undefined) return null;
  const { index } = at.edge;
  return (
    <div class="edge-tip" style={{ left: `${at.x + 14}px`, top: `${at.y + 10}px` }} data-testid="edge-tip">
      w = {now.weights[index]?.toFixed(4)}
      <br />
      ∂L/∂w = {now.gradients?.[index]?.toFixed(4) ?? "…"}
    </div>
  );
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
  const begun = start.value;
  const layout = useMemo(() => layoutDiagram(now, available, matchMedia(NARROW).matches), [now, available]);
  const edges = useMemo(() => (begun ? edgesOf(layout, densePlaces(begun)) : []), [layout, begun]);
  const painted = useRef({ layout, edges });
  painted.current = { layout, edges };
  useSignalEffect(() => paint(canvas.current, painted.current));
  useEffect(() => paint(canvas.current, { layout, edges }), [layout, edges]);
  const { layers } = now;
  const shape = [inputNames(now).length, ...layers.map(({ units }) => units), layout.columns.at(-1)!.length];
  const edgeOf = ({ offsetX, offsetY }: MouseEvent) => edgeAt(edges, layout.size, offsetX, offsetY);
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
        <LayerHeads layout={layout} />
        <div class="diagram-plane" style={{ width: `${layout.width}px`, height: `${layout.height}px` }}>
          <canvas
            ref={canvas}
            role="img"
            data-testid="diagram"
            aria-label={t("layers.diagram", { shape: shape.join(" – ") })}
            style={{ width: `${layout.width}px`, height: `${layout.height}px` }}
            onPointerMove={(event) => hover(edgeOf(event), event.offsetX, event.offsetY)}
            onPointerLeave={() => hover(undefined)}
            onPointerUp={(event) => {
              const edge = edgeOf(event);
              if (edge !== undefined)
                selection.value = {
                  kind: "neuron",
                  column: edge.column,
                  unit: edge.unit,
                  weight: edge.source,
                };
            }}
          />
          <Features layout={layout} />
          <Neurons layout={layout} />
          <EdgeTip />
        </div>
      </div>
      <ExpressionField />
      <Inspector />
    </section>
  );
}

function paint(
  canvas: HTMLCanvasElement | null,
  { layout, edges }: { layout: DiagramLayout; edges: readonly Edge[] },
): void {
  const now = frame.value;
  const isDark = dark.value;
  if (canvas === null || now === undefined || edges.length === 0) return;
  const maps = layout.columns.flat().filter(({ map }) => map !== undefined).length;
  if (now.neurons.length !== maps * THUMBNAIL * THUMBNAIL) return; // of another network: the next frame fits
  paintDiagram(canvas, { layout, edges, frame: now, thumbnail: THUMBNAIL, dark: isDark });
}
