// Sums in float64 of lanes in float32: neither a large mean nor many numbers cost digits.

/** The first two of four float32 lanes, as float64. */
// @ts-ignore: decorator
@inline
export function low(v: v128): v128 {
  return f64x2.promote_low_f32x4(v);
}

/** The last two. */
// @ts-ignore: decorator
@inline
export function high(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f64>(v, v, 1, 0));
}

/** Four float32 lanes from two times two float64. */
// @ts-ignore: decorator
@inline
export function join(first: v128, last: v128): v128 {
  return v128.shuffle<f64>(f32x4.demote_f64x2_zero(first), f32x4.demote_f64x2_zero(last), 0, 2);
}

// @ts-ignore: decorator
@inline
export function sumOfLanes(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** 1/√(variance + ε) of two channels, or of one. */
// @ts-ignore: decorator
@inline
export function inverse2(variance: v128, epsilon: v128): v128 {
  return f64x2.div(f64x2.splat(1), f64x2.sqrt(f64x2.add(variance, epsilon)));
}

// @ts-ignore: decorator
@inline
export function inverse1(variance: usize, epsilon: f64): f64 {
  return 1 / sqrt(<f64>f32.load(variance) + epsilon);
}
