// Where the neurons of the diagram stand: columns of features, hidden layers and outputs, from left to right.
import { FEATURES, inputNames, type PlaygroundConfig } from "../../config/playground.ts";
import { outputsOf } from "../../config/recipe.ts";

export interface DiagramNode {
  readonly x: number;
  readonly y: number;
  /** Which picture of the frame is its own; undefined for a feature that is not used. */
  readonly map: number | undefined;
  /** The name of an input. */
  readonly feature?: string;
}

export interface DiagramLayout {
  readonly width: number;
  readonly height: number;
  /** The edge of a neuron, in pixels. */
  readonly size: number;
  /** The edge of what a finger or a pointer hits of it. */
  readonly target: number;
  readonly columns: readonly (readonly DiagramNode[])[];
}

/** What a column takes with its buttons beside one another, and below one another as on a phone. */
const LEAST_COLUMN = { wide: 118, narrow: 68 };
/** As in playground.css. */
export const NARROW = "(pointer: coarse), (max-width: 720px)";
const PADDING = 34;

export function layoutDiagram(config: PlaygroundConfig, available: number, narrow: boolean): DiagramLayout {
  const used = inputNames(config);
  const offered = config.data === "curve" ? used : [...FEATURES, ...config.expressions];
  const widest = Math.max(7, offered.length, ...config.layers.map(({ units }) => units));
  const size = Math.max(14, Math.min(36, Math.floor(420 / widest) - 6));
  const pitch = size + Math.max(5, Math.min(14, Math.floor(size / 3)));
  const count = config.layers.length + 2;
  const width = Math.max(available, count * LEAST_COLUMN[narrow ? "narrow" : "wide"]);
  const left = PADDING + 42;
  const columnX = (i: number) => left + ((width - left - PADDING) * i) / (count - 1);
  const height = widest * pitch;
  let map = 0;
  const column = (i: number, units: number): DiagramNode[] =>
    Array.from({ length: units }, (_, j) => ({
      x: columnX(i),
      y: (j + 0.5) * pitch,
      map: map++,
    }));
  const features = offered.map(
    (feature, j): DiagramNode => ({
      x: columnX(0),
      y: (j + 0.5) * pitch,
      map: used.includes(feature) ? map++ : undefined,
      feature,
    }),
  );
  const hidden = config.layers.map(({ units }, i) => column(i + 1, units));
  const outputs = column(count - 1, outputsOf(config));
  return { width, height, size, target: Math.min(44, pitch), columns: [features, ...hidden, outputs] };
}
