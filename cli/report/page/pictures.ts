import type { ReportData } from "../report-data.js";
import { el } from "./dom.js";

/** Draws the pictures of a report, each on a canvas of its own size that the style makes larger. */
export function pictureMaker({
  image,
  pixels,
}: ReportData): ((picture: number, label: string) => HTMLCanvasElement) | undefined {
  if (image === undefined) return undefined;
  const { width, height, channels } = image;
  const plane = width * height;
  const bytes = Uint8Array.from(atob(pixels), (character) => character.charCodeAt(0));
  return (picture, label) => {
    const canvas = el("canvas", { width, height, role: "img", "aria-label": label });
    const context = canvas.getContext("2d")!;
    const drawn = context.createImageData(width, height);
    const start = picture * plane * channels;
    for (let i = 0; i < plane; i++) {
      for (let c = 0; c < 3; c++) drawn.data[4 * i + c] = bytes[start + i + (channels === 3 ? c * plane : 0)];
      drawn.data[4 * i + 3] = 255;
    }
    context.putImageData(drawn, 0, 0);
    return canvas;
  };
}
