import type { RgbaImage } from "../data/gray-image.js";

const ORIENTATION = 0x0112;

/** How a camera was held, from 1 (upright) to 8, as the Exif part of a JPEG has it; 1 when it does not say.
 *  @param exif a TIFF structure: byte order, 42, and the offset of a directory of tagged fields
 *  Source    JEITA CP-3451, "Exchangeable image file format (Exif)", 2002, §4.5 and §4.6.4 */
export function exifOrientation(exif: Uint8Array): number {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  try {
    const little = view.getUint16(0) === 0x4949;
    const directory = view.getUint32(4, little);
    const fields = view.getUint16(directory, little);
    for (let field = directory + 2; field < directory + 2 + 12 * fields; field += 12) {
      if (view.getUint16(field, little) !== ORIENTATION) continue;
      const orientation = view.getUint16(field + 8, little);
      return orientation >= 1 && orientation <= 8 ? orientation : 1;
    }
    return 1;
  } catch {
    return 1; // an offset beyond the end: the pixels are still good
  }
}

/** Turns a picture upright: 2 to 4 are mirrored or upside down, 5 to 8 lie on a side. */
export function upright(image: RgbaImage, orientation: number): RgbaImage {
  if (orientation === 1) return image;
  const lying = orientation >= 5;
  const mirrorX = [2, 3, 7, 8].includes(orientation);
  const mirrorY = [3, 4, 6, 7].includes(orientation);
  const [width, height] = lying ? [image.height, image.width] : [image.width, image.height];
  const data = new Uint8Array(image.data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = lying ? [y, x] : [x, y];
      const row = mirrorY ? image.height - 1 - v : v;
      const from = 4 * (row * image.width + (mirrorX ? image.width - 1 - u : u));
      const to = 4 * (y * width + x);
      for (let channel = 0; channel < 4; channel++) data[to + channel] = image.data[from + channel];
    }
  }
  return { width, height, data };
}
