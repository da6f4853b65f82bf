export const LN2_HIGH = 0.6931471803691238; // the leading 32 bits of ln 2, so that k · LN2_HIGH is exact
export const LN2_LOW = 1.9082149292705877e-10; // ln 2 − LN2_HIGH
const SQRT_HALF = Math.SQRT1_2;

const float64 = new Float64Array(1);
const words = new Uint32Array(float64.buffer);

/** ln x: x = m·2ᵏ with √½ ≤ m < √2, and ln m = 2·artanh((m − 1)/(m + 1)). */
export function log(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  let k = 0;
  if (x < 2 ** -1022) {
    x *= 2 ** 54;
    k = -54;
  }
  float64[0] = x;
  k += (words[1] >>> 20) - 1022;
  words[1] = (words[1] & 0x000fffff) | 0x3fe00000;
  let m = float64[0];
  if (m < SQRT_HALF) {
    m *= 2;
    k -= 1;
  }
  const f = m - 1;
  const s = f / (2 + f);
  const square = s * s;
  let tail = 0;
  for (let n = 23; n >= 3; n -= 2) tail = (tail + 1 / n) * square;
  // ln(1 + f) = f − f²/2 + s·(f²/2 + 2·tail): the large part f stays exact
  const halfSquare = 0.5 * f * f;
  return k * LN2_HIGH - (halfSquare - (s * (halfSquare + 2 * tail) + k * LN2_LOW) - f);
}
