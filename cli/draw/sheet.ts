import { writeAtomically } from "chainrule/node";
import { PNG } from "pngjs";
import type { Picture } from "./picture.js";

/** Between two pictures, in pixels of theirs. */
const GAP = 2;
/** Pictures lie on this, so that one sees where they end: red, green, blue. */
const TABLE = [58, 64, 84] as const;
/** Smaller pictures are enlarged by a whole number until they are at least so high, in pixels. */
const LEAST = 56;

/** Writes pictures of one size in rows, as a PNG.
 *  Errors    E_IO */
export function writeSheet(path: string, rows: readonly (readonly Picture[])[]): void {
  const [{ width, height }] = rows[0];
  const columns = Math.max(...rows.map((row) => row.length));
  const zoom = Math.max(1, Math.ceil(LEAST / height));
  const png = new PNG({
    width: zoom * (columns * (width + GAP) + GAP),
    height: zoom * (rows.length * (height + GAP) + GAP),
  });
  for (let i = 0; i < png.data.length; i += 4) png.data.set([...TABLE, 255], i);
  for (const [r, row] of rows.entries()) {
    for (const [c, picture] of row.entries()) {
      paste(png, picture, zoom * (GAP + c * (width + GAP)), zoom * (GAP + r * (height + GAP)), zoom);
    }
  }
  writeAtomically(path, PNG.sync.write(png));
}

function paste(
  png: PNG,
  { width, height, channels, values }: Picture,
  left: number,
  top: number,
  zoom: number,
) {
  const scale = values instanceof Uint8Array ? 1 : 255;
  const plane = width * height;
  for (let y = 0; y < height * zoom; y++) {
    for (let x = 0; x < width * zoom; x++) {
      const from = Math.floor(y / zoom) * width + Math.floor(x / zoom);
      const to = 4 * ((top + y) * png.width + left + x);
      for (let c = 0; c < 3; c++) png.data[to + c] = scale * values[from + (channels === 3 ? c * plane : 0)];
    }
  }
}
