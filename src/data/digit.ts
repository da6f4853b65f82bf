import { ChainruleError } from "../core/errors.js";
import { checkSize, type GrayImage } from "./gray-image.js";
import { findInk } from "./ink.js";
import { type Plane, resample } from "./resample.js";

/** The form of MNIST: 28×28 pixels, the digit in 20×20 of them, its centre of mass in the middle. */
const SIDE = 28;
const FIT = 20;
/** Half a pixel right of and below the middle: in all of MNIST the centre of mass lies within the pixel (14, 14). */
const MIDDLE = 14.5;

/** Grey values, of 255; a fainter drawing than this is a blank page. */
const LEAST_CONTRAST = 24;
/** In a large picture, what has less than this share of the full contrast is smudge, and does not count for the frame. */
const SMUDGE = 0.1;

/** A digit in the form of MNIST, and how it was found in its picture. */
export interface NormalisedDigit {
  /** 28 × 28 bytes, light ink on black, as in MNIST. */
  readonly pixels: Uint8Array;
  /** The picture had dark ink on light paper. */
  readonly dark: boolean;
  /** Where in the picture the ink is; in pixels. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** Brings any picture of one digit to the form that MNIST's are in: finds the ink, dark or light, crops to it, fits it
 *  into 20×20 without distortion, gives it full contrast, and moves its centre of mass to the middle of 28×28. A digit
 *  that is in this form already comes out as it went in.
 *  Errors    E_DATA "no ink" for a blank picture; E_SHAPE when the size does not fit the bytes
 *  Source    LeCun, Cortes, Burges, "The MNIST database", 1998, on how it was made */
export function normaliseDigit(image: GrayImage): NormalisedDigit {
  checkSize(image.width, image.height, 1, image.pixels.length);
  const { amount, contrast, dark } = findInk(image);
  if (contrast < LEAST_CONTRAST) {
    throw new ChainruleError("E_DATA", {
      where: "image",
      expected: "a digit",
      got: "no ink",
      remedy: "Draw it larger or darker; the picture is blank.",
    });
  }
  const large = Math.max(image.width, image.height) > SIDE;
  const plane = { width: image.width, height: image.height, values: amount };
  const box = boxOf(plane, large ? SMUDGE * contrast : 0);
  const scale = FIT / Math.max(box.width, box.height);
  const fitted = resample(
    crop(plane, box),
    Math.max(1, Math.round(box.width * scale)),
    Math.max(1, Math.round(box.height * scale)),
  );
  return { pixels: centre(fitted), dark, box };
}

/** The smallest frame about everything above `least`. */
function boxOf({ width, height, values }: Plane, least: number): NormalisedDigit["box"] {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (values[i] <= least) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

function crop(plane: Plane, { x, y, width, height }: NormalisedDigit["box"]): Plane {
  const values = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    const start = (y + row) * plane.width + x;
    values.set(plane.values.subarray(start, start + width), row * width);
  }
  return { width, height, values };
}

/** Full contrast, then shifted by whole pixels, which leaves the strokes as sharp as they are. */
function centre({ width, height, values }: Plane): Uint8Array {
  let [mass, momentX, momentY, most] = [0, 0, 0, 0];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      mass += values[i];
      momentX += values[i] * (x + 0.5);
      momentY += values[i] * (y + 0.5);
      most = Math.max(most, values[i]);
    }
  }
  const left = inside(Math.round(MIDDLE - momentX / mass), SIDE - width);
  const top = inside(Math.round(MIDDLE - momentY / mass), SIDE - height);
  const pixels = new Uint8Array(SIDE * SIDE);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixels[(top + y) * SIDE + left + x] = Math.round((values[y * width + x] / most) * 255);
    }
  }
  return pixels;
}

const inside = (offset: number, most: number): number => Math.min(most, Math.max(0, offset));
