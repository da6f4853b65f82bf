import { elementary } from "chainrule";

const { cos, exp, log, sin, tanh } = elementary;

/** A function that an expression may call: how many numbers it takes, and what it makes of them. */
interface KnownFunction {
  readonly least: number;
  readonly most: number;
  readonly apply: (...values: number[]) => number;
}

const ofOne = (apply: (x: number) => number): KnownFunction => ({ least: 1, most: 1, apply });

/** The library's own functions, which give the same bits in every browser. */
export const FUNCTIONS: ReadonlyMap<string, KnownFunction> = new Map([
  ["sin", ofOne(sin)],
  ["cos", ofOne(cos)],
  ["tanh", ofOne(tanh)],
  ["exp", ofOne(exp)],
  ["log", ofOne(log)],
  ["sqrt", ofOne(Math.sqrt)],
  ["abs", ofOne(Math.abs)],
  ["sign", ofOne(Math.sign)],
  ["min", { least: 2, most: 8, apply: Math.min }],
  ["max", { least: 2, most: 8, apply: Math.max }],
]);

/** a^b: products alone for a whole b, otherwise e^(b·ln a), which is NaN for a < 0. */
export function power(a: number, b: number): number {
  if (!Number.isInteger(b) || Math.abs(b) > 1024) return a === 0 ? (b > 0 ? 0 : Infinity) : exp(b * log(a));
  let product = 1;
  for (let n = Math.abs(b), square = a; n > 0; n = Math.floor(n / 2), square *= square) {
    if (n % 2 === 1) product *= square;
  }
  return b < 0 ? 1 / product : product;
}

export const OPERATORS: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ["+", (a: number, b: number) => a + b],
  ["-", (a: number, b: number) => a - b],
  ["*", (a: number, b: number) => a * b],
  ["/", (a: number, b: number) => a / b],
  ["%", (a: number, b: number) => a % b],
  ["^", power],
]);
