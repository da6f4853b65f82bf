// Strokes of a pen, and the picture they make: once as the person sees it, once in few pixels for the network. A picture
// from elsewhere takes their place until one draws again.
import { signal } from "@preact/signals";
import type { Picture } from "../../protocol/reader.ts";
import { inverted, picture } from "./reading.ts";

/** Pixels along an edge of what the network is given: four for each of its own. */
const SIDE = 112;
/** The width of a stroke, as a share of the edge. */
export const PEN = 0.075;

/** From 0 to 1 across and down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
export type Stroke = Point[];

/** Raised with every change of the strokes that is more than another point. */
export const drawn = signal(0);
export const strokes: Stroke[] = [];
/** What the digit at hand is, where it came from the test set. */
export const truth = signal<number | undefined>(undefined);

const canvas = document.createElement("canvas");
canvas.width = SIDE;
canvas.height = SIDE;
const context = canvas.getContext("2d", { willReadFrequently: true })!;

/** Draws the last part of a stroke, or a point where it begins. */
export function drawEnd(on: CanvasRenderingContext2D, side: number, stroke: Stroke): void {
  const [from, to] = [stroke.at(-2) ?? stroke.at(-1)!, stroke.at(-1)!];
  on.lineWidth = PEN * side;
  on.lineCap = "round";
  on.beginPath();
  on.moveTo(from.x * side, from.y * side);
  on.lineTo(to.x * side, to.y * side);
  on.stroke();
}

/** Draws all strokes. */
export function drawAll(on: CanvasRenderingContext2D, side: number): void {
  on.clearRect(0, 0, side, side);
  for (const stroke of strokes)
    for (let i = 1; i <= stroke.length; i++) drawEnd(on, side, stroke.slice(Math.max(0, i - 2), i));
}

/** What the strokes make. */
function publish(): void {
  if (strokes.length === 0) {
    picture.value = undefined;
    return;
  }
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  const pixels = new Uint8Array(SIDE * SIDE);
  for (let i = 0; i < pixels.length; i++) pixels[i] = data[4 * i + 3];
  picture.value = { width: SIDE, height: SIDE, pixels };
}

export function beginStroke(point: Point): void {
  if (strokes.length === 0) leavePicture();
  strokes.push([point]);
  drawEnd(context, SIDE, strokes.at(-1)!);
  publish();
}

export function goOnStroke(points: readonly Point[]): void {
  const stroke = strokes.at(-1);
  if (stroke === undefined) return;
  for (const point of points) {
    stroke.push(point);
    drawEnd(context, SIDE, stroke);
  }
  publish();
}

export function undo(): void {
  strokes.pop();
  redraw();
}

export function clear(): void {
  strokes.length = 0;
  leavePicture();
  redraw();
}

function redraw(): void {
  drawAll(context, SIDE);
  publish();
  drawn.value += 1;
}

function leavePicture(): void {
  truth.value = undefined;
  inverted.value = false;
  drawn.value += 1;
}

/** Takes a picture from elsewhere. */
export function showPicture(next: Picture, label?: number): void {
  strokes.length = 0;
  leavePicture();
  truth.value = label;
  picture.value = next;
  drawn.value += 1;
}
