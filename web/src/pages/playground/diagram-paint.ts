// Paints the network: an edge for each weight, as wide and blue or orange as it is large and positive or negative, and in
// each neuron what it says over the plane.
import { css, signed } from "../../charts/colours.ts";
import { paintSigned } from "../../charts/pixels.ts";
import type { PlaygroundFrame, PlaygroundStart } from "../../protocol/messages.ts";
import type { DiagramLayout, DiagramNode } from "./diagram-layout.ts";

/** Where the weights into each column begin among all parameters. */
export function weightOffsets({ parameters }: Pick<PlaygroundStart, "parameters">): number[] {
  const offsets: number[] = [];
  let at = 0;
  for (const { name, shape } of parameters) {
    if (name.endsWith(".dense.W")) offsets.push(at);
    at += shape.reduce((product, length) => product * length, 1);
  }
  return offsets;
}

const inUse = (column: readonly DiagramNode[]) => column.filter(({ map }) => map !== undefined);

export interface Edge {
  readonly from: DiagramNode;
  readonly to: DiagramNode;
  /** Its place among all parameters. */
  readonly index: number;
}

/** Every edge, from left to right. */
export function edgesOf({ columns }: DiagramLayout, offsets: readonly number[]): Edge[] {
  return offsets.flatMap((offset, i) => {
    const to = columns[i + 1] ?? [];
    return inUse(columns[i]).flatMap((from, a) =>
      to.map((node, b) => ({ from, to: node, index: offset + a * to.length + b })),
    );
  });
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
  for (const { from, to, index } of edges) {
    const weight = frame.weights[index];
    const x = from.x + size / 2;
    const middle = (x + to.x - size / 2) / 2;
    context.beginPath();
    context.moveTo(x, from.y);
    context.bezierCurveTo(middle, from.y, middle, to.y, to.x - size / 2, to.y);
    context.strokeStyle = css(signed(Math.sign(weight) * Math.min(1, 0.25 + Math.abs(weight)), dark));
    context.lineWidth = edgeWidth(weight);
    context.stroke();
  }
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
