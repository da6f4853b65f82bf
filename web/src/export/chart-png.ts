// Any chart of a page as a PNG file, as it stands at that moment.
import { canvasPng, type PngOptions } from "./png.ts";

/** What stands as a picture on the page and is drawn on canvases. */
export interface Chart {
  /** What it shows, in words. */
  readonly label: string;
  readonly element: Element;
}

/** The canvases that lie one upon the other, as one. */
function flatten(canvases: readonly HTMLCanvasElement[]): HTMLCanvasElement {
  if (canvases.length === 1) return canvases[0];
  const flat = document.createElement("canvas");
  flat.width = Math.max(...canvases.map(({ width }) => width));
  flat.height = Math.max(...canvases.map(({ height }) => height));
  const context = flat.getContext("2d")!;
  context.imageSmoothingEnabled = false;
  for (const canvas of canvases) context.drawImage(canvas, 0, 0, flat.width, flat.height);
  return flat;
}

/** uPlot keeps its legend beside the canvas. */
const legendOf = (element: Element): PngOptions["legend"] =>
  [...element.querySelectorAll(".u-legend .u-series")].slice(1).map((series) => ({
    label: series.querySelector(".u-label")?.textContent ?? "",
    colour: getComputedStyle(series.querySelector(".u-marker")!).borderColor,
  }));

/** @throws E_DATA for a chart that has not been drawn yet */
export function chartPng({ element, label }: Chart): Promise<Blob> {
  const within = element.matches("canvas") ? element.parentElement! : element;
  const canvases = [...within.querySelectorAll("canvas")].filter(({ width }) => width > 0);
  const style = getComputedStyle(document.documentElement);
  return canvasPng(flatten(canvases), {
    background: style.getPropertyValue("--card").trim(),
    ink: style.getPropertyValue("--text").trim(),
    title: label,
    legend: legendOf(element),
  });
}
