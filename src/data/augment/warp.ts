import { Plane } from "./plane.js";

/** What becomes of one image: where in the original each pixel of the result lies, and how much noise is added. Every
 *  augmentation adds its part; the image is then resampled once, so that nothing is blurred twice. */
export class Warp {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Added to the place in the original, in pixels, for each pixel of the result. */
  readonly shiftX: Float64Array;
  readonly shiftY: Float64Array;
  /** Whether those two hold anything but zeros. */
  displaced = false;
  /** Of the noise, in shares of the full contrast, squared. */
  variance = 0;
  // from the result to the original, both counted from the centre: (xx·x + xy·y + x0, yx·x + yy·y + y0)
  #xx = 1;
  #xy = 0;
  #x0 = 0;
  #yx = 0;
  #yy = 1;
  #y0 = 0;
  readonly #plane: Plane;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.shiftX = new Float64Array(width * height);
    this.shiftY = new Float64Array(width * height);
    this.#plane = new Plane(width, height);
  }

  /** Back to an image as it is. */
  reset(): void {
    this.#xx = this.#yy = 1;
    this.#xy = this.#x0 = this.#yx = this.#y0 = 0;
    this.variance = 0;
    if (!this.displaced) return;
    this.shiftX.fill(0);
    this.shiftY.fill(0);
    this.displaced = false;
  }

  /** Takes one more step of the way back: from a place in the result of the step, (x, y) from the centre, to
   *  (a·x + b·y + x0, c·x + d·y + y0) before it. */
  compose(a: number, b: number, c: number, d: number, x0 = 0, y0 = 0): void {
    const [xx, xy, yx, yy] = [this.#xx, this.#xy, this.#yx, this.#yy];
    this.#xx = xx * a + xy * c;
    this.#xy = xx * b + xy * d;
    this.#x0 += xx * x0 + xy * y0;
    this.#yx = yx * a + yy * c;
    this.#yy = yx * b + yy * d;
    this.#y0 += yx * x0 + yy * y0;
  }

  /** Writes the image to `target` from byte `at` on, with linear interpolation between the four pixels about each place.
   *  Around the image all is 0.
   *  Shapes    source[… channels × height × width …] from byte `from` on -> target, likewise */
  resample(source: Uint8Array, from: number, channels: number, target: Uint8Array, at: number): void {
    const size = this.width * this.height;
    for (let c = 0; c < channels; c++) {
      this.#plane.load(source, from + c * size);
      this.#resamplePlane(target, at + c * size);
    }
  }

  #resamplePlane(target: Uint8Array, at: number): void {
    const { width, height, shiftX, shiftY } = this;
    const { pixels, left: leftmost, right: rightmost, top: topmost, bottom: lowest } = this.#plane;
    const stride = width + 2;
    const [xx, xy, yx, yy] = [this.#xx, this.#xy, this.#yx, this.#yy];
    const centreX = (width - 1) / 2;
    const centreY = (height - 1) / 2;
    for (let row = 0, i = 0; row < height; row++) {
      const rowX = xy * (row - centreY) + this.#x0 + centreX;
      const rowY = yy * (row - centreY) + this.#y0 + centreY;
      for (let column = 0; column < width; column++, i++) {
        const x = xx * (column - centreX) + rowX + shiftX[i];
        const y = yx * (column - centreX) + rowY + shiftY[i];
        if (x <= leftmost - 1 || x >= rightmost + 1 || y <= topmost - 1 || y >= lowest + 1) {
          target[at + i] = 0;
          continue;
        }
        // | 0, so that indices are computed as whole numbers: that takes a third of the time
        const left = Math.floor(x) | 0;
        const top = Math.floor(y) | 0;
        const right = x - left;
        const below = y - top;
        const first = (top + 1) * stride + left + 1;
        const value =
          (1 - below) * ((1 - right) * pixels[first] + right * pixels[first + 1]) +
          below * ((1 - right) * pixels[first + stride] + right * pixels[first + stride + 1]);
        target[at + i] = value + 0.5;
      }
    }
  }
}
