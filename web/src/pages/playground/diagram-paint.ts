// Paints the network: an edge for each weight, as wide and blue or orange as it is large and positive or negative, and in
// each neuron what it says over the plane.
import { css, signed } from "../../charts/colours.ts";
import { paintSigned } from "../../charts/pixels.ts";
import type { PlaygroundFrame } from "../../protocol/messages.ts";
import type { DiagramLayout, DiagramNode } from "./diagram-layout.ts";
import type { DensePlace } from "./selection.ts";

const inUse = (column: readonly DiagramNode[]) => column.filter(({ map }) => map !== undefined);

export interface Edge {
  readonly from: DiagramNode;
  readonly to: DiagramNode;
  /** Which column it leads to, from which neuron of the one before to which of its own. */
  readonly column: number;
  readonly source: number;
  readonly unit: number;
  /** Its place among all parameters. */
  readonly index: number;
}

/** Every edge, from left to right; none while the network is not yet the one that is laid out. */
export function edgesOf({ columns }: DiagramLayout, places: readonly DensePlace[]): Edge[] {
  if (columns.length !== places.length + 1) return [];
  return places.flatMap(({ weights }, i) => {
    const to = columns[i + 1];
    return inUse(columns[i]).flatMap((from, source) =>
      to.map((node, unit) => {
        const index = weights + source * to.length + unit;
        return { from, to: node, column: i + 1, source, unit, index };
      }),
    );
  });
}

/** Where an edge begins, bends and ends. */
const curveOf = ({ from, to }: Edge, size: number) => {
  const [x, end] = [from.x + size / 2, to.x - size / 2];
  return { x, end, middle: (x + end) / 2 };
};

/** The edge that a place is on, or close to; undefined for none. */
export function edgeAt(edges: readonly Edge[], size: number, x: number, y: number): Edge | undefined {
  let best: Edge | undefined;
  let least = 7;
  for (const edge of edges) {
    const { x: start, end } = curveOf(edge, size);
    if (x <= start || x >= end) continue;
    // the height of the Bézier curve there; its x runs from start to end with the parameter t as 3t(1 − t)/2 + t³ …
    let t = (x - start) / (end - start);
    for (let i = 0; i < 4; i++) {
      const along = 1.5 * t * (1 - t) + t * t * t;
      t -= (along - (x - start) / (end - start)) / Math.max(0.2, 1.5 - 3 * t + 3 * t * t);
    }
    const rise = 3 * t * t - 2 * t * t * t;
    const distance = Math.abs(edge.from.y + (edge.to.y - edge.from.y) * rise - y);
    if (distance < least) [best, least] = [edge, distance];
  }
  return best;
}

/** How wide an edge is drawn, in pixels. */
export const edgeWidth = (weight: number): number => Math.min(9, 0.6 + 2 * Math.abs(weight));

let atlas: { image: ImageData; canvas: OffscreenCanvas } | undefined;

/** All thumbnails in one picture, one below the other. */
function paintAtlas(neurons: Float32Array, edge: number, dark: boolean): OffscreenCanvas {
  const height = neurons.length / edge;
  if (atlas === undefined || atlas.image.height !== height)
    atlas = { image: new ImageData(edge, height), canvas: new OffscreenCanvas(edge, height) };
  paintSigned(neurons, atlas.image, { dark });
  atlas.canvas.getContext("2d")!.putImageData(atlas.image, 0, 0);
  return atlas.canvas;
}

export interface DiagramPicture {
  readonly layout: DiagramLayout;
  readonly edges: readonly Edge[];
  readonly frame: PlaygroundFrame;
  /** Cells along the edge of a thumbnail. */
  readonly thumbnail: number;
  readonly dark: boolean;
}

export function paintDiagram(canvas: HTMLCanvasElement, picture: DiagramPicture): void {
  const { layout, edges, frame, thumbnail, dark } = picture;
  const { size, columns } = layout;
  const ratio = devicePixelRatio;
  if (
    canvas.width !== Math.round(layout.width * ratio) ||
    canvas.height !== Math.round(layout.height * ratio)
  ) {
    canvas.width = Math.round(layout.width * ratio);
    canvas.height = Math.round(layout.height * ratio);
  }
  const context = canvas.getContext("2d")!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, layout.width, layout.height);
  for (const edge of edges) {
    const { from, to, index } = edge;
    const weight = frame.weights[index];
    const { x, middle, end } = curveOf(edge, size);
    context.beginPath();
    context.moveTo(x, from.y);
    context.bezierCurveTo(middle, from.y, middle, to.y, end, to.y);
    context.strokeStyle = css(signed(Math.sign(weight) * Math.min(1, 0.25 + Math.abs(weight)), dark));
    context.lineWidth = edgeWidth(weight);
    // negative ones are dashed, for whoever sees no colours
    context.setLineDash(weight < 0 ? [5, 3] : []);
    context.stroke();
  }
  context.setLineDash([]);
  const pictures = paintAtlas(frame.neurons, thumbnail, dark);
  context.imageSmoothingEnabled = true;
  context.lineWidth = 1.5;
  for (const { x, y, map } of columns.flat()) {
    if (map === undefined) continue;
    const [left, top] = [x - size / 2, y - size / 2];
    context.drawImage(pictures, 0, map * thumbnail, thumbnail, thumbnail, left, top, size, size);
    context.strokeStyle = dark ? "#8592a3" : "#566272";
    context.strokeRect(left, top, size, size);
  }
}
