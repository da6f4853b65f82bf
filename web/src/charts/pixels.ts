// From what a network says over a grid to the pixels of a picture.
import { CLASS_COLOURS, type Rgb, signed } from "./colours.ts";

/** 256 steps of `signed`, as a picture is painted many times a second. */
function table(dark: boolean): Uint8ClampedArray {
  const rgb = new Uint8ClampedArray(256 * 3);
  for (let i = 0; i < 256; i++) rgb.set(signed(i / 127.5 - 1, dark), 3 * i);
  return rgb;
}
const PAPER = { light: [255, 255, 255], dark: [20, 25, 33] } satisfies Record<string, Rgb>;
const TABLES = { light: table(false), dark: table(true) };

/** Paints numbers from −1 to 1 into pixels, one each. Beyond, they are as at the end. */
export function paintSigned(
  values: Float32Array,
  image: ImageData,
  {
    dark,
    steps = false,
    scale = 1,
    shift = 0,
  }: { dark: boolean; steps?: boolean; scale?: number; shift?: number },
): void {
  const colours = dark ? TABLES.dark : TABLES.light;
  const { data } = image;
  for (let i = 0; i < values.length; i++) {
    let value = values[i] * scale + shift;
    if (steps) value = value >= 0 ? 1 : -1;
    const at = 3 * Math.max(0, Math.min(255, Math.round((value + 1) * 127.5) || 0));
    data[4 * i] = colours[at];
    data[4 * i + 1] = colours[at + 1];
    data[4 * i + 2] = colours[at + 2];
    data[4 * i + 3] = 255;
  }
}

/** Paints the likeliest of several classes, the paler the less sure.
 *  Shapes    probabilities[pixels, classes] */
export function paintClasses(
  probabilities: Float32Array,
  classes: number,
  image: ImageData,
  { dark, steps = false }: { dark: boolean; steps?: boolean },
): void {
  const [mr, mg, mb]: Rgb = signed(0, dark);
  const { data } = image;
  for (let i = 0; i < data.length / 4; i++) {
    let best = 0;
    for (let c = 1; c < classes; c++)
      if (probabilities[i * classes + c] > probabilities[i * classes + best]) best = c;
    const sure = (probabilities[i * classes + best] - 1 / classes) / (1 - 1 / classes);
    const share = steps ? 1 : Math.max(0.15, Math.min(1, sure));
    const [r, g, b] = CLASS_COLOURS[best % CLASS_COLOURS.length];
    data[4 * i] = mr + (r - mr) * share;
    data[4 * i + 1] = mg + (g - mg) * share;
    data[4 * i + 2] = mb + (b - mb) * share;
    data[4 * i + 3] = 255;
  }
}

/** Paints ink from 0 to `full`: pen on paper, or chalk where it is dark. */
export function paintInk(
  values: ArrayLike<number>,
  image: ImageData,
  { dark, full }: { dark: boolean; full: number },
): void {
  const [paper, pen] = dark ? [PAPER.dark, PAPER.light] : [PAPER.light, PAPER.dark];
  const { data } = image;
  for (let i = 0; i < values.length; i++) {
    const share = Math.max(0, Math.min(1, values[i] / full));
    for (let c = 0; c < 3; c++) data[4 * i + c] = paper[c] + (pen[c] - paper[c]) * share;
    data[4 * i + 3] = 255;
  }
}
