// Images laid out so that a window can slide over them without looking where their rim is: the padding stands around them,
// and columns that one step of the window apart are side by side. laid[C, rows, step, ⌈columns/step⌉]: column j of a row is
// number ⌊j/step⌋ of its part j mod step.

/** One layout at a time: of the images that the kernel at hand reads. */
@final
export class l {
  static channels: i32 = 0;
  /** Of the images as they are. */
  static height: i32 = 0;
  static width: i32 = 0;
  /** How far apart their numbers are put: 1, or for the gradient of a convolution with larger steps, those. */
  static spreadHeight: i32 = 0;
  static spreadWidth: i32 = 0;
  /** Where their first row and column come; negative if what lies above or left of the others is left out. */
  static top: i32 = 0;
  static left: i32 = 0;
  /** Of the images laid out. */
  static rows: i32 = 0;
  static columns: i32 = 0;
  /** How far the window moves to the right. */
  static step: i32 = 0;
}

/** Numbers of a row, from the start of one part to that of the next. */
// @ts-ignore: decorator
@inline
export function partLength(): i32 {
  return (l.columns + l.step - 1) / l.step;
}

// @ts-ignore: decorator
@inline
export function rowBytes(): usize {
  return <usize>(partLength() * l.step) << 2;
}

/** Of one image laid out. */
export function layoutBytes(): usize {
  return <usize>(l.channels * l.rows) * rowBytes();
}

/** Whether an image is its own layout. */
export function isLaidOut(): bool {
  return l.step == 1 && (l.spreadHeight | l.spreadWidth) == 1
    && l.top == 0 && l.left == 0 && l.rows == l.height && l.columns == l.width;
}

/** Zeros, in which `layOut` will put one image after the other. */
export function clearLayout(laid: usize): void {
  memory.fill(laid, 0, layoutBytes());
}

/** image[C, H, W] into a layout that has been cleared once; what was there of an image before is written over. */
export function layOut(image: usize, laid: usize): void {
  const spreadHeight = l.spreadHeight, spreadWidth = l.spreadWidth, top = l.top, left = l.left;
  const row = rowBytes(), part = <usize>partLength() << 2;
  const step = l.step, columns = l.columns, width = l.width;
  const simple = step == 1 && spreadWidth == 1 && left >= 0 && left + width <= columns;
  for (let c = 0; c < l.channels; c++) {
    for (let i = 0; i < l.height; i++) {
      const y = top + i * spreadHeight;
      if (y >= 0 && y < l.rows) {
        const to = laid + <usize>(c * l.rows + y) * row;
        if (simple) copyRow(image, to + (<usize>left << 2), width);
        else {
          for (let j = 0; j < width; j++) {
            const x = left + j * spreadWidth;
            if (x < 0 || x >= columns) continue;
            f32.store(to + <usize>(x % step) * part + (<usize>(x / step) << 2), f32.load(image + (<usize>j << 2)));
          }
        }
      }
      image += <usize>width << 2;
    }
  }
}

function copyRow(from: usize, to: usize, count: i32): void {
  if (count >= 4) {
    const last = <usize>(count - 4) << 2; // the last four, of which some may be copied already
    for (let at: usize = 0; at < last; at += 16) v128.store(to + at, v128.load(from + at));
    v128.store(to + last, v128.load(from + last));
  } else {
    for (let j: usize = 0; j < <usize>count << 2; j += 4) f32.store(to + j, f32.load(from + j));
  }
}

/** taps[C·KH·KW]: how far, in bytes, what a tap sees is from the start of the image, for the window's first place; and which of
 *  a block of packed weights it takes, in bytes from the block's start. */
export function listTaps(kernelHeight: i32, kernelWidth: i32, taps: usize): void {
  let weight = 0;
  const row = rowBytes(), part = <usize>partLength() << 2;
  for (let c = 0; c < l.channels; c++) {
    for (let u = 0; u < kernelHeight; u++) {
      for (let v = 0; v < kernelWidth; v++) {
        const at = <usize>(c * l.rows + u) * row + <usize>(v % l.step) * part + (<usize>(v / l.step) << 2);
        i32.store(taps, <i32>at);
        i32.store(taps, weight, 4);
        weight += 16;
        taps += 8;
      }
    }
  }
}
