// Pictures of pages to be held against earlier ones. Fonts differ from machine to machine, so a picture is kept at an eighth
// of its size, where letters are a shade of grey, and a thing may have moved by one of its pixels.
import { PNG } from "pngjs";

/** Pixels of the page along an edge of one of the picture. */
const BLOCK = 8;
/** How far two colours may be apart, of 255, in red, green or blue. */
const NEAR = 24;

/** A screenshot, each block of it averaged. */
export function reduced(screenshot: Buffer): PNG {
  const full = PNG.sync.read(screenshot);
  const small = new PNG({ width: Math.floor(full.width / BLOCK), height: Math.floor(full.height / BLOCK) });
  for (let y = 0; y < small.height; y++)
    for (let x = 0; x < small.width; x++)
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0;
        for (let dy = 0; dy < BLOCK; dy++)
          for (let dx = 0; dx < BLOCK; dx++)
            sum += full.data[4 * ((BLOCK * y + dy) * full.width + BLOCK * x + dx) + channel];
        small.data[4 * (y * small.width + x) + channel] = Math.round(sum / BLOCK ** 2);
      }
  return small;
}

const isNear = (a: PNG, i: number, b: PNG, j: number): boolean =>
  [0, 1, 2].every((channel) => Math.abs(a.data[4 * i + channel] - b.data[4 * j + channel]) <= NEAR);

/** The share of a picture's pixels that the other has neither there nor beside it. */
function strange(picture: PNG, other: PNG): number {
  const { width, height } = picture;
  let count = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let found = false;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1) && !found; v++)
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1) && !found; u++)
          found = isNear(picture, y * width + x, other, v * width + u);
      if (!found) count += 1;
    }
  return count / (width * height);
}

/** How much two pictures differ, from 0 to 1: what one of them has and the other lacks, whichever is more. */
export function difference(a: PNG, b: PNG): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  return Math.max(strange(a, b), strange(b, a));
}
