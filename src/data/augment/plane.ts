/** One channel of an image with a border of zeros, so that a place next to the image needs no care, and the rectangle
 *  of its ink, outside of which all pixels are 0: where nothing has to be computed. */
export class Plane {
  readonly width: number;
  readonly height: number;
  /** Row after row with the border; the pixel at (x, y) stands at (y + 1)·(width + 2) + x + 1. As float64, so that
   *  nothing has to be converted when it is read. */
  readonly pixels: Float64Array;
  /** The first and the last column and row with ink; the last before the first if there is none. */
  left = 0;
  right = -1;
  top = 0;
  bottom = -1;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Float64Array((width + 2) * (height + 2));
  }

  /** Takes the place of what was there with `source[from … from + width·height − 1]`. */
  load(source: Uint8Array, from: number): void {
    const { width, height, pixels } = this;
    let [left, right, top, bottom] = [width, -1, height, -1];
    for (let y = 0, i = from, at = width + 3; y < height; y++, at += 2) {
      for (let x = 0; x < width; x++, i++, at++) {
        const value = source[i];
        pixels[at] = value;
        if (value === 0) continue;
        if (x < left) left = x;
        if (x > right) right = x;
        if (top === height) top = y;
        bottom = y;
      }
    }
    this.left = left;
    this.right = right;
    this.top = top;
    this.bottom = bottom;
  }
}
