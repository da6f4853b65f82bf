import { LN2_HIGH, LN2_LOW, log } from "./log.js";

export { log } from "./log.js";

/** The elementary functions in float64, made of + − × ÷ and √ alone. IEEE 754 fixes those five to the last bit but leaves
 *  `Math.exp` and its kin to each engine; with these, the same input gives the same bits in every engine.
 *  Each is within 2 units in the last place; sigmoid, which is made of others, within 2.5.
 *  Source    Muller, "Elementary Functions", 3rd ed. 2016: argument reduction (ch. 11), polynomials (ch. 3) */

const INVERSE_LN2 = 1.4426950408889634;

/** 2^k for k = −1074 … 1023, made by doubling, which is exact. */
const POWER_OF_TWO = (() => {
  const powers = new Float64Array(2098);
  for (let i = 0, power = 2 ** -1074; i < 2098; i++, power *= 2) powers[i] = power;
  return powers;
})();

/** 1/n!, highest power first, down to n = 2; for |r| ≤ ½ ln 2 the rest of Σ rⁿ/n! is below 10⁻¹⁷. */
const EXP_COEFFICIENTS = (() => {
  const coefficients: number[] = [];
  for (let n = 2, factorial = 2; n <= 14; n++, factorial *= n) coefficients.unshift(1 / factorial);
  return coefficients;
})();

/** eʳ − 1 = r + r²·(1/2! + r/3! + …), which leaves only the last addition to be rounded. */
function expSeries(r: number): number {
  let sum = 0;
  for (let i = 0; i < EXP_COEFFICIENTS.length; i++) sum = sum * r + EXP_COEFFICIENTS[i];
  return r + r * r * sum;
}

/** eˣ: x = k·ln 2 + r, so eˣ = 2ᵏ·eʳ. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019412) return 0;
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  const half = k >> 1; // in two factors, since 2¹⁰²⁴ is not a number and 2⁻¹⁰⁷⁴ has lost its bits
  return (1 + expSeries(r)) * POWER_OF_TWO[half + 1074] * POWER_OF_TWO[k - half + 1074];
}

/** eˣ − 1 = 2ᵏ·(eʳ − 1) + (2ᵏ − 1), exact to the last digits also near 0. */
export function expm1(x: number): number {
  if (!(Math.abs(x) < 36)) return exp(x) - 1;
  const k = Math.floor(x * INVERSE_LN2 + 0.5);
  const power = POWER_OF_TWO[k + 1074];
  return power * expSeries(x - k * LN2_HIGH - k * LN2_LOW) + (power - 1);
}

/** ln(1 + x), exact to the last digits also near 0: ln of the sum as rounded, and what the rounding has lost. */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 0 || u === Number.POSITIVE_INFINITY) return log(u);
  return log(u) + (x - (u - 1)) / u;
}

/** tanh x = 1 − 2/(e²ˣ + 1), and where that would cancel, x/(1 + x²/(3 + x²/(5 + …))).
 *  Source    Lambert's continued fraction, in Abramowitz and Stegun 1964, 4.5.70 */
export function tanh(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude >= 0.55) {
    const t = 1 - 2 / (exp(2 * magnitude) + 1);
    return x < 0 ? -t : t;
  }
  let fraction = 0;
  for (let n = 17; n >= 3; n -= 2) fraction = (x * x) / (n + fraction);
  return x / (1 + fraction);
}

/** 1/(1 + e⁻ˣ), without overflow: the exponential is only ever taken of −|x|. */
export function sigmoid(x: number): number {
  const e = exp(-Math.abs(x));
  return x < 0 ? e / (1 + e) : 1 / (1 + e);
}

/** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), without overflow. */
export function softplus(x: number): number {
  return (x > 0 ? x : 0) + log1p(exp(-Math.abs(x)));
}

/** 2/√π · (−1)ⁿ/(n!·(2n + 1)), highest power first, down to n = 1; for |x| < 1 the rest is below 10⁻¹⁷. */
const ERF_COEFFICIENTS = (() => {
  const coefficients: number[] = [];
  for (let n = 1, factor = 1.1283791670955126; n <= 17; n++) {
    factor /= -n;
    coefficients.unshift(factor / (2 * n + 1));
  }
  return coefficients;
})();

/** erf x: its power series about 0, as x + x·(a small sum), and 1 − erfc |x| by a continued fraction further out.
 *  Source    Abramowitz and Stegun 1964, 7.1.5 and 7.1.14 */
export function erf(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude >= 6) return Math.sign(x);
  if (magnitude < 1) {
    let sum = 0;
    for (let i = 0; i < ERF_COEFFICIENTS.length; i++) sum = sum * x * x + ERF_COEFFICIENTS[i];
    return x + x * (sum * x * x + 0.1283791670955126);
  }
  let fraction = magnitude;
  for (let n = Math.ceil(10 + 200 / (x * x)); n >= 1; n--) fraction = magnitude + n / (2 * fraction);
  const erfc = exp(-x * x) / (1.772453850905516 * fraction);
  return x < 0 ? erfc - 1 : 1 - erfc;
}

// π/2 in three parts; the first two have 33 bits, so that k times either is exact for |k| < 2²⁰
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_MIDDLE = 6.077100506303966e-11;
const HALF_PI_LOW = 2.0222662487959506e-21;

/** (−1)ⁿ/(2n + odd)!, highest power first, down to n = 1; for |r| ≤ π/4 the rest is below 10⁻¹⁷. */
const alternating = (odd: 0 | 1): number[] => {
  const coefficients: number[] = [];
  for (let n = 1, term = 1; n <= 9; n++) {
    term /= -((2 * n - 1 + odd) * (2 * n + odd));
    coefficients.unshift(term);
  }
  return coefficients;
};
const SIN_COEFFICIENTS = alternating(1);
const COS_COEFFICIENTS = alternating(0);

function alternatingSeries(coefficients: readonly number[], square: number): number {
  let sum = 0;
  for (let i = 0; i < coefficients.length; i++) sum = sum * square + coefficients[i];
  return sum * square;
}

/** sin(x + quarters·π/2): x = k·π/2 + r with |r| ≤ π/4, then ± sin r or ± cos r by the quarter. r is kept as a sum of two
 *  numbers, since near a multiple of π/2 the subtraction takes most of its digits away. */
function sinOfQuarter(x: number, quarters: number): number {
  const k = Math.floor(x / (Math.PI / 2) + 0.5);
  const first = x - k * HALF_PI_HIGH;
  const middle = k * HALF_PI_MIDDLE;
  const second = first - middle;
  const back = first - second;
  const lost = first - (second + back) + (back - middle);
  const last = k * HALF_PI_LOW - lost;
  const r = second - last;
  const rest = second - r - last;
  const quarter = (k + quarters) & 3;
  const square = r * r;
  const value =
    quarter & 1
      ? 1 + (alternatingSeries(COS_COEFFICIENTS, square) - r * rest)
      : r + (r * alternatingSeries(SIN_COEFFICIENTS, square) + rest);
  return quarter & 2 ? -value : value;
}

/** sin x, for |x| up to 10⁵; beyond, the digits fade.
 *  Source    Cody and Waite, "Software Manual for the Elementary Functions", 1980, ch. 8 (the reduction) */
export const sin = (x: number): number => sinOfQuarter(x, 0);

/** cos x = sin(x + π/2), for |x| up to 10⁵; beyond, the digits fade. */
export const cos = (x: number): number => sinOfQuarter(x, 1);
