// The largest, or the mean, of each window, plane by plane.
import { activateBackward, derivative } from "./activations";
import { g, useGeometry } from "./geometry";

const NO_ACTIVATION: i32 = -1;

/** The pool of most networks, 2×2 by steps of 2, has loops of its own. */
function isTwoByTwo(): bool {
  return g.kernelHeight == 2 && g.kernelWidth == 2 && g.strideHeight == 2 && g.strideWidth == 2
    && (g.padTop | g.padLeft) == 0;
}

/** Whether the windows lie side by side, so that each number belongs to one at most. */
function isTiled(): bool {
  return g.kernelHeight == g.strideHeight && g.kernelWidth == g.strideWidth && (g.padTop | g.padLeft) == 0;
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

/** A row of 2×2 windows, four at a time, at the end some of them again; returns how many that were: none if there are less than four, or
 *  NaN among the numbers, which pmax may miss, but it takes an eighth of the instructions of max. */
function maxOfPairs(x: usize, y: usize): i32 {
  const below = <usize>g.width << 2;
  const last = g.outputWidth - 4;
  if (last < 0) return 0;
  let sum = f32x4.splat(0); // NaN, if there is one
  for (let j = 0;; j = min(j + 4, last)) {
    const from = x + (<usize>j << 3);
    const upper = v128.load(from), upper4 = v128.load(from, 16);
    const lower = v128.load(from + below), lower4 = v128.load(from + below, 16);
    const low = f32x4.pmax(upper, lower), high = f32x4.pmax(upper4, lower4);
    const even = v128.shuffle<f32>(low, high, 0, 2, 4, 6);
    const odd = v128.shuffle<f32>(low, high, 1, 3, 5, 7);
    v128.store(y + (<usize>j << 2), f32x4.pmax(even, odd));
    sum = f32x4.add(sum, f32x4.add(f32x4.add(upper, lower), f32x4.add(upper4, lower4)));
    if (j == last) break;
  }
  return v128.any_true(f32x4.ne(sum, sum)) ? 0 : g.outputWidth;
}

/** dx = the dy of the windows in which x is the first that is y, or NaN. With f ≥ 0, x = f(z), f′ can be told from x, and what is
 *  written is dz. Where windows lie side by side, dx may be x, and each dy is multiplied by f′ on its way; else plane by plane. */
export function maxPool2dBackward(
  geometry: usize, x: usize, y: usize, dy: usize, dx: usize, rows: i32, f: i32, alpha: f32,
): void {
  useGeometry(geometry);
  const twoByTwo = isTwoByTwo(), tiled = isTiled();
  const onItsWay = tiled ? f : NO_ACTIVATION;
  const slope = f32x4.splat(alpha);
  const input = <usize>(g.height * g.width) << 2;
  const output = <usize>(g.outputHeight * g.outputWidth) << 2;
  for (let plane = rows * g.channels; plane > 0; plane--) {
    if (!tiled) memory.fill(dx, 0, input);
    for (let i = 0; i < g.outputHeight; i++) {
      const at = <usize>(i * g.outputWidth) << 2;
      const from = <usize>(2 * i * g.width) << 2;
      const done = twoByTwo ? giveToPairs(x + from, y + at, dy + at, dx + from, f, slope) : 0;
      for (let j = done; j < g.outputWidth; j++) {
        const place = at + (<usize>j << 2);
        const first = firstEqual(x, f32.load(y + place), i, j);
        let gradient = v128.load32_zero(dy + place);
        if (onItsWay >= 0) gradient = f32x4.mul(gradient, derivative(onItsWay, slope, y + place, y + place));
        if (tiled) clearWindow(dx, i, j);
        f32.store(dx + first, f32.load(dx + first) + f32x4.extract_lane(gradient, 0));
      }
    }
    if (tiled) clearRest(dx);
    else if (f >= 0) activateBackward(f, alpha, x, x, dx, dx, g.height * g.width);
    x += input;
    dx += input;
    y += output;
    dy += output;
  }
}

/** The numbers of one of the windows that lie side by side. */
function clearWindow(plane: usize, i: i32, j: i32): void {
  let row = plane + (<usize>(i * g.kernelHeight * g.width + j * g.kernelWidth) << 2);
  for (let u = 0; u < g.kernelHeight; u++) {
    memory.fill(row, 0, <usize>g.kernelWidth << 2);
    row += <usize>g.width << 2;
  }
}

/** The numbers right of and below windows that lie side by side. */
function clearRest(plane: usize): void {
  const columns = g.outputWidth * g.kernelWidth, rows = g.outputHeight * g.kernelHeight;
  const right = <usize>(g.width - columns) << 2;
  if (right > 0) for (let i = 0; i < rows; i++) memory.fill(plane + (<usize>(i * g.width + columns) << 2), 0, right);
  memory.fill(plane + (<usize>(rows * g.width) << 2), 0, <usize>((g.height - rows) * g.width) << 2);
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

/** A row of 2×2 windows, four at a time; returns how many that were, none if there are less than four. With f ≥ 0, what they get is
 *  multiplied by f′. */
function giveToPairs(x: usize, y: usize, dy: usize, dx: usize, f: i32, alpha: v128): i32 {
  const width = g.outputWidth;
  if (width < 4) return 0;
  let j = 0;
  for (; j + 4 <= width; j += 4) {
    const at = <usize>j << 2;
    giveToFour(x + 2 * at, y + at, dy + at, dx + 2 * at, f, alpha, 0);
  }
  const at = <usize>(width - 4) << 2;
  if (j < width) giveToFour(x + 2 * at, y + at, dy + at, dx + 2 * at, f, alpha, j + 4 - width);
  return width;
}

/** Four 2×2 windows side by side, of which the first `done` keep what they have. Of each, the numbers upper left, upper right, lower
 *  left and lower right, in this order. */
// @ts-ignore: decorator
@inline
function giveToFour(x: usize, y: usize, dy: usize, dx: usize, f: i32, alpha: v128, done: i32): void {
  const below = <usize>g.width << 2;
  const upper = v128.load(x), upper4 = v128.load(x, 16);
  const lower = v128.load(x + below), lower4 = v128.load(x + below, 16);
  const most = v128.load(y);
  const first = isMaximum(v128.shuffle<f32>(upper, upper4, 0, 2, 4, 6), most);
  const second = isMaximum(v128.shuffle<f32>(upper, upper4, 1, 3, 5, 7), most);
  const third = isMaximum(v128.shuffle<f32>(lower, lower4, 0, 2, 4, 6), most);
  let left = v128.load(dy); // what no number has taken yet
  if (f >= 0) left = f32x4.mul(left, derivative(f, alpha, y, y));
  const d0 = v128.and(left, first);
  left = v128.andnot(left, first);
  const d1 = v128.and(left, second);
  left = v128.andnot(left, second);
  const d2 = v128.and(left, third);
  const d3 = v128.andnot(left, third);
  const low = i32x4.ge_s(i32x4(0, 0, 1, 1), i32x4.splat(done)), high = i32x4.ge_s(i32x4(2, 2, 3, 3), i32x4.splat(done));
  storeWhere(low, dx, v128.shuffle<f32>(d0, d1, 0, 4, 1, 5), done);
  storeWhere(high, dx + 16, v128.shuffle<f32>(d0, d1, 2, 6, 3, 7), done);
  storeWhere(low, dx + below, v128.shuffle<f32>(d2, d3, 0, 4, 1, 5), done);
  storeWhere(high, dx + below + 16, v128.shuffle<f32>(d2, d3, 2, 6, 3, 7), done);
}

// @ts-ignore: decorator
@inline
function storeWhere(mask: v128, to: usize, v: v128, done: i32): void {
  v128.store(to, done == 0 ? v : v128.bitselect(v, v128.load(to), mask));
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
