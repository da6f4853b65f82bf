// One pass over one contiguous block of parameters. d = g + l2·p + l1·sign p is the gradient with its penalty; where
// there is none, d is g.
import { storeLanes } from "./lanes";

// @ts-ignore: decorator
@inline
function penalised(g: v128, p: v128, l1: f32, l2: f32): v128 {
  if (l1 == 0 && l2 == 0) return g;
  const signed = v128.or(v128.and(p, i32x4.splat(0x80000000)), f32x4.splat(l1));
  const pull = v128.and(f32x4.ne(p, f32x4.splat(0)), signed);
  return f32x4.add(g, f32x4.add(f32x4.mul(f32x4.splat(l2), p), pull));
}

/** 0 for subnormal numbers. Where a gradient stays 0, what is remembered of it shrinks until it is subnormal, and then
 *  no further; processors take tens of times as long over such numbers. */
// @ts-ignore: decorator
@inline
function flushed(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(1.1754943508222875e-38)));
}

/** keep·a + share·b */
// @ts-ignore: decorator
@inline
function blend(keep: v128, a: v128, share: v128, b: v128): v128 {
  return flushed(f32x4.add(f32x4.mul(keep, a), f32x4.mul(share, b)));
}

/** rate·d/(√s + eps) */
// @ts-ignore: decorator
@inline
function overRoot(rate: v128, d: v128, s: v128, eps: v128): v128 {
  return f32x4.div(f32x4.mul(rate, d), f32x4.add(f32x4.sqrt(s), eps));
}

/** p ← p − rate·d */
export function sgd(p: usize, g: usize, n: i32, rate: f32, l1: f32, l2: f32): void {
  const step = f32x4.splat(rate);
  if (l1 == 0 && l2 == 0) {
    // a loop of its own: nothing but memory would hold it up
    for (; n >= 4; n -= 4) {
      v128.store(p, f32x4.sub(v128.load(p), f32x4.mul(step, v128.load(g))));
      p += 16;
      g += 16;
    }
  }
  for (; n > 0; n -= 4) {
    const x = v128.load(p);
    storeLanes(p, f32x4.sub(x, f32x4.mul(step, penalised(v128.load(g), x, l1, l2))), n);
    p += 16;
    g += 16;
  }
}

/** v ← mu·v + d; p ← p − rate·v, or, looking ahead, p ← p − rate·(d + mu·v) */
export function momentum(
  p: usize, g: usize, v: usize, n: i32, rate: f32, mu: f32, lookAhead: bool, l1: f32, l2: f32,
): void {
  const step = f32x4.splat(rate);
  const keep = f32x4.splat(mu);
  for (; n > 0; n -= 4) {
    const x = v128.load(p);
    const d = penalised(v128.load(g), x, l1, l2);
    const velocity = flushed(f32x4.add(f32x4.mul(keep, v128.load(v)), d));
    storeLanes(v, velocity, n);
    const move = lookAhead ? f32x4.add(d, f32x4.mul(keep, velocity)) : velocity;
    storeLanes(p, f32x4.sub(x, f32x4.mul(step, move)), n);
    p += 16;
    g += 16;
    v += 16;
  }
}

/** s ← s + d²; p ← p − rate·d/(√s + eps) */
export function adagrad(p: usize, g: usize, s: usize, n: i32, rate: f32, eps: f32, l1: f32, l2: f32): void {
  const step = f32x4.splat(rate);
  const least = f32x4.splat(eps);
  for (; n > 0; n -= 4) {
    const x = v128.load(p);
    const d = penalised(v128.load(g), x, l1, l2);
    const sum = f32x4.add(v128.load(s), f32x4.mul(d, d));
    storeLanes(s, sum, n);
    storeLanes(p, f32x4.sub(x, overRoot(step, d, sum, least)), n);
    p += 16;
    g += 16;
    s += 16;
  }
}

/** s ← alpha·s + share·d², share = 1 − alpha; p ← p − rate·d/(√s + eps) */
export function rmsprop(
  p: usize, g: usize, s: usize, n: i32, rate: f32, alpha: f32, share: f32, eps: f32, l1: f32, l2: f32,
): void {
  const step = f32x4.splat(rate);
  const keep = f32x4.splat(alpha);
  const part = f32x4.splat(share);
  const least = f32x4.splat(eps);
  for (; n > 0; n -= 4) {
    const x = v128.load(p);
    const d = penalised(v128.load(g), x, l1, l2);
    const mean = blend(keep, v128.load(s), part, f32x4.mul(d, d));
    storeLanes(s, mean, n);
    storeLanes(p, f32x4.sub(x, overRoot(step, d, mean, least)), n);
    p += 16;
    g += 16;
    s += 16;
  }
}

/** m ← beta1·m + share1·d; v ← beta2·v + share2·d², each share = 1 − beta; p ← keep·p − rate·m/(√v + eps) */
export function adam(
  p: usize, g: usize, m: usize, v: usize, n: i32, rate: f32, beta1: f32, share1: f32, beta2: f32, share2: f32,
  eps: f32, keep: f32, l1: f32, l2: f32,
): void {
  const step = f32x4.splat(rate);
  const keep1 = f32x4.splat(beta1);
  const part1 = f32x4.splat(share1);
  const keep2 = f32x4.splat(beta2);
  const part2 = f32x4.splat(share2);
  const least = f32x4.splat(eps);
  const kept = f32x4.splat(keep);
  for (; n > 0; n -= 4) {
    const x = v128.load(p);
    const d = penalised(v128.load(g), x, l1, l2);
    const mean = blend(keep1, v128.load(m), part1, d);
    const square = blend(keep2, v128.load(v), part2, f32x4.mul(d, d));
    storeLanes(m, mean, n);
    storeLanes(v, square, n);
    storeLanes(p, f32x4.sub(f32x4.mul(kept, x), overRoot(step, mean, square, least)), n);
    p += 16;
    g += 16;
    m += 16;
    v += 16;
  }
}
