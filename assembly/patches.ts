// The patches of an image: what a window sees at each of its places. patches[C·KH·KW, OH·OW]: a row for each channel and
// tap, a column for each place, so that a convolution is one matrix product.
// Source: Chellapilla, Puri and Simard, "High performance convolutional neural networks for document processing", 2006.
import { g } from "./geometry";

/** Whether the patches of an image are the image itself, as those of a 1×1 window are that skips nothing. */
export function patchesAreImage(): bool {
  return (g.kernelHeight | g.kernelWidth | g.strideHeight | g.strideWidth) == 1 && (g.padTop | g.padLeft) == 0;
}

/** The first place of a row at which tap v is not left of the image. */
function firstInside(v: i32): i32 {
  const missing = g.padLeft - v;
  return missing <= 0 ? 0 : min(g.outputWidth, (missing + g.strideWidth - 1) / g.strideWidth);
}

/** The first place from there on at which it is right of the image. */
function endInside(v: i32, first: i32): i32 {
  const last = g.width - 1 + g.padLeft - v;
  return last < 0 ? first : max(first, min(g.outputWidth, last / g.strideWidth + 1));
}

// @ts-ignore: decorator
@inline
function zero(to: usize, count: i32): void {
  for (; count > 0; count--) {
    f32.store(to, 0);
    to += 4;
  }
}

/** Every `stride`-th number, `count` of them. */
// @ts-ignore: decorator
@inline
function copyStrided(from: usize, stride: usize, to: usize, count: i32): void {
  if (stride == 4 && count >= 4) {
    const last = <usize>(count - 4) << 2; // the last four, of which some may be copied already
    for (let at: usize = 0; at < last; at += 16) v128.store(to + at, v128.load(from + at));
    v128.store(to + last, v128.load(from + last));
    return;
  }
  for (; count > 0; count--) {
    f32.store(to, f32.load(from));
    from += stride;
    to += 4;
  }
}

/** Adds `count` numbers to every `stride`-th number. */
// @ts-ignore: decorator
@inline
function addStrided(from: usize, to: usize, stride: usize, count: i32): void {
  if (stride == 4) {
    for (; count >= 4; count -= 4) {
      v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
      from += 16;
      to += 16;
    }
  }
  for (; count > 0; count--) {
    f32.store(to, f32.load(to) + f32.load(from));
    from += 4;
    to += stride;
  }
}

/** patches of image[C, H, W], zeros for the padding. */
export function gatherPatches(image: usize, patches: usize): void {
  const height = g.height, width = g.width, strideHeight = g.strideHeight, strideWidth = g.strideWidth;
  const outputHeight = g.outputHeight, outputWidth = g.outputWidth, channels = g.channels, padTop = g.padTop;
  const row = <usize>outputWidth << 2;
  for (let c = 0; c < channels; c++) {
    const plane = image + (<usize>(c * height * width) << 2);
    for (let u = 0; u < g.kernelHeight; u++) {
      for (let v = 0; v < g.kernelWidth; v++) {
        const first = firstInside(v);
        const end = endInside(v, first);
        const left = first * strideWidth - g.padLeft + v;
        for (let i = 0; i < outputHeight; i++) {
          const y = i * strideHeight - padTop + u;
          if (y < 0 || y >= height) zero(patches, outputWidth);
          else {
            zero(patches, first);
            const from = plane + (<usize>(y * width + left) << 2);
            copyStrided(from, <usize>strideWidth << 2, patches + (<usize>first << 2), end - first);
            zero(patches + (<usize>end << 2), outputWidth - end);
          }
          patches += row;
        }
      }
    }
  }
}

/** image[C, H, W] = for each of its numbers the sum of where it appears in the patches: the transpose of the above. */
export function scatterPatches(patches: usize, image: usize): void {
  const height = g.height, width = g.width, strideHeight = g.strideHeight, strideWidth = g.strideWidth;
  const outputHeight = g.outputHeight, outputWidth = g.outputWidth, channels = g.channels, padTop = g.padTop;
  const row = <usize>outputWidth << 2;
  memory.fill(image, 0, <usize>(channels * height * width) << 2);
  for (let c = 0; c < channels; c++) {
    const plane = image + (<usize>(c * height * width) << 2);
    for (let u = 0; u < g.kernelHeight; u++) {
      for (let v = 0; v < g.kernelWidth; v++) {
        const first = firstInside(v);
        const end = endInside(v, first);
        const left = first * strideWidth - g.padLeft + v;
        for (let i = 0; i < outputHeight; i++) {
          const y = i * strideHeight - padTop + u;
          if (y >= 0 && y < height) {
            const to = plane + (<usize>(y * width + left) << 2);
            addStrided(patches + (<usize>first << 2), to, <usize>strideWidth << 2, end - first);
          }
          patches += row;
        }
      }
    }
  }
}
