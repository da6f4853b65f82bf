// y = f(x) and dx = dy · f′(x), element by element. The numbers of the functions are those of `Activation` in
// src/kernels/elementwise.ts. Each is written on four lanes.
import { storeLanes } from "./lanes";
import { exp4, normalCdf4, normalPdf4, sigmoid4, softplus4, tanh4 } from "./math";

// @ts-ignore: decorator
@inline
function positive(x: v128): v128 {
  return f32x4.gt(x, f32x4.splat(0));
}

// @ts-ignore: decorator
@inline
function value(f: i32, alpha: v128, x: v128): v128 {
  if (f == 1) return sigmoid4(x);
  if (f == 2) return tanh4(x);
  if (f == 3) return f32x4.pmax(x, f32x4.splat(0)); // x < 0 ? 0 : x
  if (f == 4) return v128.bitselect(x, f32x4.mul(x, alpha), positive(x));
  if (f == 5) return v128.bitselect(x, f32x4.mul(alpha, f32x4.sub(exp4(x), f32x4.splat(1))), positive(x));
  if (f == 6) return f32x4.mul(x, normalCdf4(x));
  if (f == 7) return softplus4(x);
  if (f == 8) return v128.and(positive(x), f32x4.splat(1));
  return x;
}

/** f′ of the next four numbers: from x or from y = f(x), of which only that is read which is needed. */
// @ts-ignore: decorator
@inline
export function derivative(f: i32, alpha: v128, x: usize, y: usize): v128 {
  const one = f32x4.splat(1);
  if (f == 1) {
    const s = v128.load(y);
    return f32x4.mul(s, f32x4.sub(one, s));
  }
  if (f == 2) {
    const t = v128.load(y);
    return f32x4.sub(one, f32x4.mul(t, t));
  }
  const at = v128.load(x);
  if (f == 3) return v128.and(positive(at), one);
  if (f == 4) return v128.bitselect(one, alpha, positive(at));
  if (f == 5) return v128.bitselect(one, f32x4.add(v128.load(y), alpha), positive(at));
  if (f == 6) return f32x4.add(normalCdf4(at), f32x4.mul(at, normalPdf4(at)));
  if (f == 7) return sigmoid4(at);
  if (f == 8) return f32x4.splat(0);
  return one;
}

// @ts-ignore: decorator
@inline
function forwardLoop(f: i32, alpha: f32, x: usize, y: usize, n: i32): void {
  const a = f32x4.splat(alpha);
  // two at a time, so that the constants of a function are fetched half as often; but for the longest two, which are rare
  for (; f != 6 && f != 7 && n >= 8; n -= 8) {
    const low = value(f, a, v128.load(x)), high = value(f, a, v128.load(x, 16));
    v128.store(y, low);
    v128.store(y, high, 16);
    x += 32;
    y += 32;
  }
  for (; n > 0; n -= 4) { // what is read beyond the end is not written
    storeLanes(y, value(f, a, v128.load(x)), n);
    x += 16;
    y += 16;
  }
}

// @ts-ignore: decorator
@inline
function backwardLoop(f: i32, alpha: f32, x: usize, y: usize, dy: usize, dx: usize, n: i32): void {
  const a = f32x4.splat(alpha);
  for (; f != 6 && f != 7 && n >= 8; n -= 8) {
    const low = derivative(f, a, x, y), high = derivative(f, a, x + 16, y + 16);
    v128.store(dx, f32x4.mul(v128.load(dy), low));
    v128.store(dx, f32x4.mul(v128.load(dy, 16), high), 16);
    x += 32;
    y += 32;
    dy += 32;
    dx += 32;
  }
  for (; n > 0; n -= 4) {
    const slope = derivative(f, a, x, y);
    storeLanes(dx, f32x4.mul(v128.load(dy), slope), n);
    x += 16;
    y += 16;
    dy += 16;
    dx += 16;
  }
}

/** y[n] = f(x[n]). One loop per function, so that the choice is made once and not per element. */
export function activateRow(f: i32, alpha: f32, x: usize, y: usize, n: i32): void {
  switch (f) {
    case 1: forwardLoop(1, alpha, x, y, n); break;
    case 2: forwardLoop(2, alpha, x, y, n); break;
    case 3: forwardLoop(3, alpha, x, y, n); break;
    case 4: forwardLoop(4, alpha, x, y, n); break;
    case 5: forwardLoop(5, alpha, x, y, n); break;
    case 6: forwardLoop(6, alpha, x, y, n); break;
    case 7: forwardLoop(7, alpha, x, y, n); break;
    case 8: forwardLoop(8, alpha, x, y, n); break;
    default: memory.copy(y, x, <usize>n << 2);
  }
}

/** dx[n] = dy[n] · f′(x[n]), given y = f(x). */
export function activateBackward(f: i32, alpha: f32, x: usize, y: usize, dy: usize, dx: usize, n: i32): void {
  switch (f) {
    case 1: backwardLoop(1, alpha, x, y, dy, dx, n); break;
    case 2: backwardLoop(2, alpha, x, y, dy, dx, n); break;
    case 3: backwardLoop(3, alpha, x, y, dy, dx, n); break;
    case 4: backwardLoop(4, alpha, x, y, dy, dx, n); break;
    case 5: backwardLoop(5, alpha, x, y, dy, dx, n); break;
    case 6: backwardLoop(6, alpha, x, y, dy, dx, n); break;
    case 7: backwardLoop(7, alpha, x, y, dy, dx, n); break;
    case 8: backwardLoop(8, alpha, x, y, dy, dx, n); break;
    default: memory.copy(dx, dy, <usize>n << 2);
  }
}
