import { ChainruleError } from "../core/errors.js";

/** A picture in shades of grey: one byte per pixel, row by row from the top, 0 is black. */
export interface GrayImage {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A picture as a canvas or a decoder gives it: red, green, blue, alpha, a byte each. `ImageData` is one. */
export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** Below this span of grey values, from 0 to 255, a picture is blank. */
const VISIBLE = 16;

/** Colours to greys. What is transparent is laid on white paper, or, if nothing shows there, as with white ink, on black.
 *  Shapes    data[height × width × 4] -> pixels[height × width]
 *  Errors    E_SHAPE when width, height and data do not fit together
 *  Source    ITU-R BT.601, the luma weights */
export function toGray(image: RgbaImage): GrayImage {
  checkSize(image.width, image.height, 4, image.data.length);
  const onWhite = flatten(image, 255);
  if (spanOf(onWhite.pixels) >= VISIBLE) return onWhite;
  const onBlack = flatten(image, 0);
  return spanOf(onBlack.pixels) >= VISIBLE ? onBlack : onWhite;
}

/** Checks that a picture has as many bytes as its size says.
 *  Errors    E_SHAPE */
export function checkSize(width: number, height: number, channels: number, bytes: number): void {
  const whole = (extent: number) => Number.isSafeInteger(extent) && extent >= 1;
  if (whole(width) && whole(height) && width * height * channels === bytes) return;
  throw new ChainruleError("E_SHAPE", {
    where: "image",
    expected: `width × height × ${channels} bytes`,
    got: `${width} × ${height} and ${bytes} bytes`,
    remedy: "Give the width and height in pixels that belong to these bytes.",
  });
}

function flatten({ width, height, data }: RgbaImage, paper: number): GrayImage {
  const pixels = new Uint8Array(width * height);
  for (let i = 0; i < pixels.length; i++) {
    const luma = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
    const alpha = data[4 * i + 3] / 255;
    pixels[i] = Math.round(alpha * luma + (1 - alpha) * paper);
  }
  return { width, height, pixels };
}

function spanOf(pixels: Uint8Array): number {
  let least = 255;
  let most = 0;
  for (const value of pixels) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most - least;
}
