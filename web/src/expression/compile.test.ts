import { describe, expect, it } from "vitest";
import { compile } from "./compile.ts";
import { ExpressionError } from "./error.ts";

const failure = (text: string, variables?: readonly string[]): ExpressionError => {
  try {
    compile(text, variables);
  } catch (error) {
    expect(error).toBeInstanceOf(ExpressionError);
    return error as ExpressionError;
  }
  throw new Error(`${text} was taken`);
};

describe("an expression", () => {
  it.each<[string, number]>([
    ["1", 1],
    [".5e1", 5],
    ["x1 + 2*x2", 3 + 2 * -2],
    ["1 - 2 - 3", -4],
    ["8 / 4 / 2", 1],
    ["7 % 4", 3],
    ["-7 % 4", -3],
    ["-x1^2", -9],
    ["(-x1)^2", 9],
    ["2^3^2", 512],
    ["2^-1", 0.5],
    ["2*x1^2 + 1", 19],
    ["sqrt(x1)^2^0.5", 3 ** (2 ** 0.5 / 2)],
    ["--x1", 3],
    ["+x2", -2],
    ["4^0.5", 2],
    ["0^0", 1],
    ["0^0.5", 0],
    ["x2^3", -8],
    ["sin(x1) * cos(x2)", Math.sin(3) * Math.cos(-2)],
    ["tanh(x1) + exp(x2)", Math.tanh(3) + Math.exp(-2)],
    ["log(x1) - sqrt(abs(x2))", Math.log(3) - Math.sqrt(2)],
    ["min(x1, x2, 0) + max(x1, x2)", 1],
    ["sign(x2) * 1", -1],
    ["sin ( x1 ^ 2 )", Math.sin(9)],
  ])("%s", (text, expected) => {
    expect(compile(text)(3, -2)).toBeCloseTo(expected, 12);
  });

  it("is of the variables it is told of", () => {
    expect(compile("x^2 + 1", ["x"])(3)).toBe(10);
    expect(failure("x1", ["x"])).toMatchObject({ fault: "unknown-name" });
  });

  it("has no value where there is none", () => {
    expect(compile("log(x1)")(-1)).toBeNaN();
    expect(compile("x1^0.5")(-1)).toBeNaN();
    expect(compile("1/x1")(0)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("refuses", () => {
  it.each<[string, string, number]>([
    ["", "empty", 0],
    ["   ", "empty", 0],
    ["x1 + foo", "unknown-name", 5],
    ["sin", "unknown-name", 0],
    ["1 + tan(x1)", "unknown-function", 4],
    ["2 * x1(x2)", "unknown-function", 4],
    ["x1 + sin()", "argument-count", 5],
    ["sin(x1, x2)", "argument-count", 0],
    ["min(x1)", "argument-count", 0],
    ["x1 +", "syntax", 4],
    ["(x1", "syntax", 3],
    ["x1)", "syntax", 2],
    ["2x1", "syntax", 1],
    ["x1 ^", "syntax", 4],
    ["x1 x2", "not-allowed", 3],
    ["x1, x2", "not-allowed", 4],
    ["1".repeat(201), "too-long", 200],
  ])("%j: %s at %d", (text, fault, position) => {
    expect(failure(text)).toMatchObject({ code: "E_FIELD", fault, position });
  });

  it.each([
    "constructor",
    "__proto__",
    "toString",
    "this",
    "globalThis",
    "window.alert(1)",
    "x1.constructor",
    "x1['constructor']",
    'x1["__proto__"]',
    "sin.constructor('return 1')()",
    "constructor.constructor('return process')()",
    "(sin)(x1).y",
    "sin(x1)(x2)",
    "constructor(1)",
    "__proto__(1)",
    "hasOwnProperty(1)",
    "eval(1)",
    "Function(1)",
    "alert(1)",
    "fetch('//a')",
    "'x1'",
    '"1" + 1',
    "`x1`",
    "[x1, x2]",
    "[1][0]",
    "{}",
    "x1 ? x2 : 1",
    "x1 = 2",
    "x1 == 2",
    "x1 && x2",
    "!x1",
    "~x1",
    "x1 ** 2",
    "x1; x2",
    "x1 => x1",
    "new x1",
    "true",
    "null",
    "x1?.y",
    "min(1,,2)",
    "sin(,)",
    "0x10",
    "π",
    "x1 // 1",
    "/a/",
    "\u0000",
    "((((".repeat(50),
    "-".repeat(200),
    "2^".repeat(100),
    "sin(".repeat(49),
  ])("%j", (text) => {
    const { position } = failure(text);
    expect(position).toBeGreaterThanOrEqual(0);
    expect(position).toBeLessThanOrEqual(text.length);
  });

  it("and takes as many parentheses as fit", () => {
    expect(compile(`${"(".repeat(99)}x1${")".repeat(99)}`)(5)).toBe(5);
  });
});
