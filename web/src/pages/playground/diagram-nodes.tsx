// What of the diagram can be pressed: the features, on and off, and the neurons, to be looked at.
import { FEATURES, type FeatureName } from "../../config/playground.ts";
import type { DiagramLayout } from "./diagram-layout.ts";
import { featureName } from "./names.ts";
import { namesByColumn } from "./neuron-names.ts";
import { enlarged } from "./pictures.ts";
import { selection } from "./selection.ts";
import { change, config } from "./store.ts";

function toggleFeature(name: string): void {
  const { features, expressions } = config.peek();
  if (expressions.includes(name)) {
    change({ expressions: expressions.filter((other) => other !== name) });
    return;
  }
  const next = FEATURES.filter((other) => (other === name) !== features.includes(other as FeatureName));
  if (next.length > 0) change({ features: next });
}

export function Features({ layout }: { layout: DiagramLayout }) {
  return (
    <>
      {layout.columns[0].map(({ x, y, feature, map }) => (
        <button
          key={feature}
          type="button"
          class="diagram-feature"
          data-testid={`feature-${feature}`}
          aria-pressed={map !== undefined}
          disabled={config.value.data === "curve"}
          title={featureName(feature!)}
          style={{ top: `${y}px`, width: `${x + layout.size / 2}px` }}
          onClick={() => toggleFeature(feature!)}
          {...enlarge(map)}
        >
          <span class="diagram-feature-name">{featureName(feature!)}</span>
          {map === undefined && <span class="off" style={{ width: `${layout.size}px` }} />}
        </button>
      ))}
    </>
  );
}

/** Shows what a neuron says large, in place of the answer, while the pointer or the focus is on it. */
const enlarge = (map: number | undefined) => {
  const show = () => {
    enlarged.value = map;
  };
  const hide = () => {
    enlarged.value = undefined;
  };
  return { onPointerEnter: show, onFocus: show, onPointerLeave: hide, onBlur: hide };
};

export function Neurons({ layout }: { layout: DiagramLayout }) {
  const names = namesByColumn();
  const selected = selection.value;
  const { target } = layout;
  return (
    <>
      {layout.columns.slice(1).flatMap((nodes, i) =>
        nodes.map(({ x, y, map }, unit) => (
          <button
            key={`${i}-${unit}`}
            type="button"
            class="diagram-neuron"
            data-testid={`neuron-${i + 1}-${unit}`}
            aria-label={names[i + 1]?.[unit]}
            aria-pressed={selected?.kind === "neuron" && selected.column === i + 1 && selected.unit === unit}
            style={{ left: `${x}px`, top: `${y}px`, width: `${target}px`, height: `${target}px` }}
            onClick={() => {
              selection.value = { kind: "neuron", column: i + 1, unit };
            }}
            {...enlarge(map)}
          />
        )),
      )}
    </>
  );
}
