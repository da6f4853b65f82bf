// exp, ln, tanh, erf and kin on four float32 at once. Each is made of + − × ÷ alone, which WebAssembly fixes to the last
// bit, so that every machine gives the same result. Errors are in units in the last place (ulp) of float32.

// @ts-ignore: decorator
@inline const LOG2E: f32 = 1.44269504;
// @ts-ignore: decorator
@inline const LN2_HIGH: f32 = 0.693359375; // nine bits: k · LN2_HIGH is exact
// @ts-ignore: decorator
@inline const LN2_LOW: f32 = -2.12194440e-4;
// @ts-ignore: decorator
@inline const ROUND: f32 = 12582912; // 1.5·2²³, whose unit in the last place is 1

/** eˣ for x in [−87.33, 89], within 2 ulp: x = k·ln 2 + r with |r| ≤ ½ ln 2, and Taylor's series of eʳ to degree 7, whose rest is below
 *  10⁻⁸. ∞ above 88.7.
 *  Source    Muller, "Elementary Functions", 3rd ed. 2016, ch. 11 */
// @ts-ignore: decorator
@inline
function expWithin(x: v128): v128 {
  const shifted = f32x4.add(f32x4.mul(x, f32x4.splat(LOG2E)), f32x4.splat(ROUND)); // rounds to whole numbers
  const k = f32x4.sub(shifted, f32x4.splat(ROUND));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(k, f32x4.splat(LN2_HIGH))), f32x4.mul(k, f32x4.splat(LN2_LOW)));
  let p = f32x4.splat(1.0 / 5040.0);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0 / 720.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0 / 120.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0 / 24.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.0 / 6.0));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.5));
  p = f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r);
  p = f32x4.add(p, f32x4.splat(1));
  // 2ᵏ in two factors: k reaches 128, where one factor would not be a number
  const whole = i32x4.sub(shifted, i32x4.splat(0x4b400000)); // the bits of ROUND
  const half = i32x4.shr_s(whole, 1);
  const low = i32x4.shl(i32x4.add(half, i32x4.splat(127)), 23);
  const high = i32x4.shl(i32x4.add(i32x4.sub(whole, half), i32x4.splat(127)), 23);
  return f32x4.mul(f32x4.mul(p, low), high);
}

/** x, but no less than −87.33, from where on eˣ would be subnormal, and no more than 89, where it is ∞; NaN stays. */
// @ts-ignore: decorator
@inline
function clamped(x: v128): v128 {
  return f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87.33)), f32x4.splat(89));
}

/** eˣ, within 2 ulp; 0 below −87.3, ∞ above 88.7. */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  return v128.andnot(expWithin(clamped(x)), f32x4.lt(x, f32x4.splat(-87.33)));
}

/** ln x for x in [2⁻¹²⁶, ∞), within 2 ulp: x = m·2ᵏ with √½ ≤ m < √2, ln m = 2·artanh(s), s = (m − 1)/(m + 1). */
// @ts-ignore: decorator
@inline
export function log4(x: v128): v128 {
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3)); // the bits of √½
  const k = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const f = f32x4.sub(m, f32x4.splat(1));
  const s = f32x4.div(f, f32x4.add(f, f32x4.splat(2)));
  const z = f32x4.mul(s, s);
  let tail = f32x4.splat(1.0 / 9.0);
  tail = f32x4.add(f32x4.mul(tail, z), f32x4.splat(1.0 / 7.0));
  tail = f32x4.add(f32x4.mul(tail, z), f32x4.splat(1.0 / 5.0));
  tail = f32x4.add(f32x4.mul(tail, z), f32x4.splat(1.0 / 3.0));
  tail = f32x4.mul(f32x4.add(tail, tail), z);
  const halfSquare = f32x4.mul(f32x4.mul(f, f), f32x4.splat(0.5));
  const small = f32x4.add(f32x4.mul(s, f32x4.add(halfSquare, tail)), f32x4.mul(k, f32x4.splat(LN2_LOW)));
  return f32x4.add(f32x4.mul(k, f32x4.splat(LN2_HIGH)), f32x4.sub(f, f32x4.sub(halfSquare, small)));
}

/** 1/(1 + e⁻ˣ); beside 1, what is left of e⁻⁸⁷ is nothing. */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), expWithin(clamped(f32x4.neg(x)))));
}

/** tanh x, within 7 ulp: x·A(x²)/B(x²) up to |x| = 9, from where on it is 1 in float32. The coefficients make the largest
 *  relative error of the quotient, 2.1·10⁻⁸, as small as it can be (scripts/fit-tanh.py). */
// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const within = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-9)), f32x4.splat(9));
  const z = f32x4.mul(within, within);
  let a = f32x4.splat(1.33543544e-08);
  a = f32x4.add(f32x4.mul(a, z), f32x4.splat(2.06088541e-05));
  a = f32x4.add(f32x4.mul(a, z), f32x4.splat(0.00349557414));
  a = f32x4.add(f32x4.mul(a, z), f32x4.splat(0.133810139));
  a = f32x4.add(f32x4.mul(a, z), f32x4.splat(0.999999979));
  let b = f32x4.splat(7.77643042e-07);
  b = f32x4.add(f32x4.mul(b, z), f32x4.splat(0.000328561199));
  b = f32x4.add(f32x4.mul(b, z), f32x4.splat(0.025876929));
  b = f32x4.add(f32x4.mul(b, z), f32x4.splat(0.467143295));
  b = f32x4.add(f32x4.mul(b, z), f32x4.splat(1));
  const y = f32x4.div(f32x4.mul(within, a), b);
  return f32x4.pmin(f32x4.pmax(y, f32x4.splat(-1)), f32x4.splat(1));
}

/** ln(1 + eˣ) = max(x, 0) + ln(1 + e^(−|x|)). */
export function softplus4(x: v128): v128 {
  const e = exp4(f32x4.neg(f32x4.abs(x)));
  return f32x4.add(f32x4.max(x, f32x4.splat(0)), log4(f32x4.add(f32x4.splat(1), e)));
}

/** Φ(x) = ½ erfc(−x/√2), the normal distribution function, within 2·10⁻⁷.
 *  Source    Abramowitz and Stegun 1964, 7.1.26 */
export function normalCdf4(x: v128): v128 {
  const z = f32x4.mul(f32x4.abs(x), f32x4.splat(0.70710678));
  const one = f32x4.splat(1);
  const t = f32x4.div(one, f32x4.add(one, f32x4.mul(z, f32x4.splat(0.3275911))));
  let p = f32x4.splat(1.061405429);
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-1.453152027));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(1.421413741));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-0.284496736));
  p = f32x4.add(f32x4.mul(p, t), f32x4.splat(0.254829592));
  const tail = f32x4.mul(f32x4.mul(f32x4.mul(p, t), f32x4.splat(0.5)), exp4(f32x4.neg(f32x4.mul(z, z))));
  return v128.bitselect(f32x4.sub(one, tail), tail, f32x4.ge(x, f32x4.splat(0)));
}

/** φ(x) = e^(−x²/2)/√(2π), the normal density. */
export function normalPdf4(x: v128): v128 {
  return f32x4.mul(exp4(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5))), f32x4.splat(0.39894228));
}
