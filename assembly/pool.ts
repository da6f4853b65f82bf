// The largest, or the mean, of each window, plane by plane.
import { activateBackward } from "./activations";
import { g, useGeometry } from "./geometry";

/** The pool of most networks, 2×2 by steps of 2, has loops of its own. */
function isTwoByTwo(): bool {
  return g.kernelHeight == 2 && g.kernelWidth == 2 && g.strideHeight == 2 && g.strideWidth == 2
    && (g.padTop | g.padLeft) == 0;
}

// The part of a window that lies within the input, at one place along one axis: from `firstTap` to `endTap`.

// @ts-ignore: decorator
@inline
function firstTap(start: i32): i32 {
  return max(0, -start);
}

// @ts-ignore: decorator
@inline
function endTap(start: i32, kernel: i32, extent: i32): i32 {
  return min(kernel, extent - start);
}

/** y = the largest number of each window, or NaN. */
export function maxPool2d(geometry: usize, x: usize, y: usize, rows: i32): void {
  useGeometry(geometry);
  const twoByTwo = isTwoByTwo();
  const input = <usize>(g.height * g.width) << 2;
  const output = <usize>(g.outputHeight * g.outputWidth) << 2;
  for (let plane = rows * g.channels; plane > 0; plane--) {
    for (let i = 0; i < g.outputHeight; i++) {
      const to = y + (<usize>(i * g.outputWidth) << 2);
      const done = twoByTwo ? maxOfPairs(x + (<usize>(2 * i * g.width) << 2), to) : 0;
      for (let j = done; j < g.outputWidth; j++) f32.store(to + (<usize>j << 2), largest(x, i, j));
    }
    x += input;
    y += output;
  }
}

function largest(plane: usize, i: i32, j: i32): f32 {
  const top = i * g.strideHeight - g.padTop, left = j * g.strideWidth - g.padLeft;
  const endU = endTap(top, g.kernelHeight, g.height), endV = endTap(left, g.kernelWidth, g.width);
  let best: f32 = -Infinity;
  for (let u = firstTap(top); u < endU; u++) {
    for (let v = firstTap(left); v < endV; v++) {
      const value = f32.load(plane + (<usize>((top + u) * g.width + left + v) << 2));
      if (value > best || value != value) best = value;
    }
  }
  return best;
}

/** A row of 2×2 windows, four at a time; returns how many that were. */
function maxOfPairs(x: usize, y: usize): i32 {
  const below = <usize>g.width << 2;
  const end = g.outputWidth & ~3;
  for (let j = 0; j < end; j += 4) {
    const low = f32x4.max(v128.load(x), v128.load(x + below));
    const high = f32x4.max(v128.load(x, 16), v128.load(x + below, 16));
    const even = v128.shuffle<f32>(low, high, 0, 2, 4, 6);
    const odd = v128.shuffle<f32>(low, high, 1, 3, 5, 7);
    v128.store(y, f32x4.max(even, odd));
    x += 32;
    y += 16;
  }
  return end;
}

/** dx = the dy of the windows in which x is the first that is y, or NaN. With f ≥ 0, x = f(z), and what is written is dz:
 *  plane by plane, while dx is still in the cache. */
export function maxPool2dBackward(
  geometry: usize, x: usize, y: usize, dy: usize, dx: usize, rows: i32, f: i32, alpha: f32, z: usize,
): void {
  useGeometry(geometry);
  const numbers = g.height * g.width;
  const twoByTwo = isTwoByTwo();
  const covered = twoByTwo && ((g.height & 1) | (g.width & 7)) == 0; // all of dx, by fours of 2×2
  const input = <usize>(g.height * g.width) << 2;
  const output = <usize>(g.outputHeight * g.outputWidth) << 2;
  for (let plane = rows * g.channels; plane > 0; plane--) {
    if (!covered) memory.fill(dx, 0, input);
    for (let i = 0; i < g.outputHeight; i++) {
      const at = <usize>(i * g.outputWidth) << 2;
      const from = <usize>(2 * i * g.width) << 2;
      const done = twoByTwo ? giveToPairs(x + from, y + at, dy + at, dx + from) : 0;
      for (let j = done; j < g.outputWidth; j++) {
        const place = at + (<usize>j << 2);
        const first = firstEqual(x, f32.load(y + place), i, j);
        f32.store(dx + first, f32.load(dx + first) + f32.load(dy + place));
      }
    }
    if (f >= 0) activateBackward(f, alpha, z, x, dx, dx, numbers);
    x += input;
    z += input;
    dx += input;
    y += output;
    dy += output;
  }
}

/** Where in the plane, in bytes, the first number of the window is that equals y or is NaN. */
function firstEqual(plane: usize, y: f32, i: i32, j: i32): usize {
  const top = i * g.strideHeight - g.padTop, left = j * g.strideWidth - g.padLeft;
  const endU = endTap(top, g.kernelHeight, g.height), endV = endTap(left, g.kernelWidth, g.width);
  for (let u = firstTap(top); u < endU; u++) {
    for (let v = firstTap(left); v < endV; v++) {
      const at = <usize>((top + u) * g.width + left + v) << 2;
      const value = f32.load(plane + at);
      if (value == y || value != value) return at;
    }
  }
  return unreachable();
}

// @ts-ignore: decorator
@inline
function isMaximum(x: v128, y: v128): v128 {
  return v128.or(f32x4.eq(x, y), f32x4.ne(x, x));
}

/** A row of 2×2 windows, four at a time; returns how many that were. Of each window, the numbers upper left, upper right,
 *  lower left and lower right, in this order. */
function giveToPairs(x: usize, y: usize, dy: usize, dx: usize): i32 {
  const below = <usize>g.width << 2;
  const end = g.outputWidth & ~3;
  for (let j = 0; j < end; j += 4) {
    const upper = v128.load(x), upper4 = v128.load(x, 16);
    const lower = v128.load(x + below), lower4 = v128.load(x + below, 16);
    const most = v128.load(y);
    const first = isMaximum(v128.shuffle<f32>(upper, upper4, 0, 2, 4, 6), most);
    const second = isMaximum(v128.shuffle<f32>(upper, upper4, 1, 3, 5, 7), most);
    const third = isMaximum(v128.shuffle<f32>(lower, lower4, 0, 2, 4, 6), most);
    let left = v128.load(dy); // what no number has taken yet
    const d0 = v128.and(left, first);
    left = v128.andnot(left, first);
    const d1 = v128.and(left, second);
    left = v128.andnot(left, second);
    const d2 = v128.and(left, third);
    const d3 = v128.andnot(left, third);
    v128.store(dx, v128.shuffle<f32>(d0, d1, 0, 4, 1, 5));
    v128.store(dx, v128.shuffle<f32>(d0, d1, 2, 6, 3, 7), 16);
    v128.store(dx + below, v128.shuffle<f32>(d2, d3, 0, 4, 1, 5));
    v128.store(dx + below, v128.shuffle<f32>(d2, d3, 2, 6, 3, 7), 16);
    x += 32;
    dx += 32;
    y += 16;
    dy += 16;
  }
  return end;
}

/** y = Σ x of the window / (KH·KW). */
export function avgPool2d(geometry: usize, x: usize, y: usize, rows: i32): void {
  useGeometry(geometry);
  const input = <usize>(g.height * g.width) << 2;
  const size = <f32>(g.kernelHeight * g.kernelWidth);
  for (let plane = rows * g.channels; plane > 0; plane--) {
    for (let i = 0; i < g.outputHeight; i++) {
      const top = i * g.strideHeight - g.padTop;
      const endU = endTap(top, g.kernelHeight, g.height);
      for (let j = 0; j < g.outputWidth; j++) {
        const left = j * g.strideWidth - g.padLeft;
        const endV = endTap(left, g.kernelWidth, g.width);
        let sum: f32 = 0;
        for (let u = firstTap(top); u < endU; u++) {
          for (let v = firstTap(left); v < endV; v++) {
            sum += f32.load(x + (<usize>((top + u) * g.width + left + v) << 2));
          }
        }
        f32.store(y, sum / size);
        y += 4;
      }
    }
    x += input;
  }
}

/** dx = Σ dy of the windows over x / (KH·KW). */
export function avgPool2dBackward(geometry: usize, dy: usize, dx: usize, rows: i32): void {
  useGeometry(geometry);
  const input = <usize>(g.height * g.width) << 2;
  const size = <f32>(g.kernelHeight * g.kernelWidth);
  for (let plane = rows * g.channels; plane > 0; plane--) {
    memory.fill(dx, 0, input);
    for (let i = 0; i < g.outputHeight; i++) {
      const top = i * g.strideHeight - g.padTop;
      const endU = endTap(top, g.kernelHeight, g.height);
      for (let j = 0; j < g.outputWidth; j++) {
        const left = j * g.strideWidth - g.padLeft;
        const endV = endTap(left, g.kernelWidth, g.width);
        const share = f32.load(dy) / size;
        dy += 4;
        for (let u = firstTap(top); u < endU; u++) {
          for (let v = firstTap(left); v < endV; v++) {
            const at = dx + (<usize>((top + u) * g.width + left + v) << 2);
            f32.store(at, f32.load(at) + share);
          }
        }
      }
    }
    dx += input;
  }
}
