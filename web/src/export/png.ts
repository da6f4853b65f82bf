import { ChainruleError } from "chainrule";

/** What a picture of a chart has besides the chart: a canvas holds neither its background nor its legend. */
export interface PngOptions {
  /** A CSS colour; without it the picture can be seen through. */
  readonly background?: string;
  /** The CSS colour of the texts. */
  readonly ink?: string;
  readonly title?: string;
  readonly legend?: readonly { readonly label: string; readonly colour: string }[];
}

/** CSS pixels. */
const LINE = 28;
const MARGIN = 12;

/** A canvas, as of a map or of uPlot (`chart.ctx.canvas`), as a PNG file: under a title, over a legend, on a background.
 *  Errors    E_DATA for an empty canvas */
export async function canvasPng(
  source: HTMLCanvasElement,
  { background, ink = "#222", title, legend = [] }: PngOptions = {},
): Promise<Blob> {
  const scale = source.clientWidth > 0 ? source.width / source.clientWidth : 1;
  const line = Math.round(LINE * scale);
  const top = title === undefined ? 0 : line;
  const picture = document.createElement("canvas");
  picture.width = source.width;
  picture.height = source.height + top + (legend.length > 0 ? line : 0);
  const context = picture.getContext("2d");
  if (context === null || picture.width === 0 || source.height === 0) throw nothingToSee(source);
  if (background !== undefined) {
    context.fillStyle = background;
    context.fillRect(0, 0, picture.width, picture.height);
  }
  context.drawImage(source, 0, top);
  context.textBaseline = "middle";
  context.font = `${Math.round(14 * scale)}px system-ui, sans-serif`;
  const margin = MARGIN * scale;
  context.fillStyle = ink;
  if (title !== undefined) context.fillText(title, margin, line / 2, picture.width - 2 * margin);
  let left = margin;
  const middle = top + source.height + line / 2;
  for (const { label, colour } of legend) {
    context.fillStyle = colour;
    context.fillRect(left, middle - margin / 2, margin, margin);
    context.fillStyle = ink;
    context.fillText(label, left + 1.5 * margin, middle);
    left += 3 * margin + context.measureText(label).width;
  }
  const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, "image/png"));
  if (blob === null) throw nothingToSee(source);
  return blob;
}

const nothingToSee = ({ width, height }: HTMLCanvasElement) =>
  new ChainruleError("E_DATA", {
    where: "PNG",
    expected: "a chart with something to see",
    got: `${width} × ${height} pixels`,
    remedy: "Wait until it is drawn.",
  });
