// One pass over one contiguous block of parameters.

/** p ← p − rate·g */
export function sgd(p: usize, g: usize, n: i32, rate: f32): void {
  const step = f32x4.splat(rate);
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(p + at, f32x4.sub(v128.load(p + at), f32x4.mul(step, v128.load(g + at))));
  }
  for (; i < n; i++) {
    const at = (<usize>i) << 2;
    f32.store(p + at, f32.load(p + at) - rate * f32.load(g + at));
  }
}
