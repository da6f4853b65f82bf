import { describe, expect, it } from "vitest";
import { ChainruleError } from "../core/errors.js";
import { parseJson } from "./json.js";

function errorOf(run: () => unknown): ChainruleError {
  try {
    run();
  } catch (error) {
    if (error instanceof ChainruleError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("what it reads", () => {
  it.each([
    "null",
    " true ",
    "[]",
    "{}",
    "-0.5e-3",
    "[0, -1, 12.5, 1E3, 1e+2]",
    '{"a": {"b": [1, "two", null, false]}, "": 0, "constructor": 1, "10": 2, "9": 3}',
    '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\ud83d\\ude00 名 😀"',
    '["\\\\", "\\\\\\"", "\u2028"]',
    "\r\n\t[ 1 ,\r\n2 ] ",
  ])("agrees with JSON.parse on %s", (text) => {
    expect(parseJson(text, "x.json")).toEqual(JSON.parse(text));
    expect(parseJson(new TextEncoder().encode(text), "x.json")).toEqual(JSON.parse(text));
  });

  it("takes UTF-8 bytes with a byte order mark, as some editors write them", () => {
    expect(parseJson(Uint8Array.of(0xef, 0xbb, 0xbf, 0x37), "x.json")).toBe(7);
  });

  it("reads a long text in one pass", () => {
    const numbers = Array.from({ length: 100_000 }, (_, i) => i / 8);
    expect(parseJson(JSON.stringify({ numbers, long: "é".repeat(1e6) }), "x.json")).toEqual({
      numbers,
      long: "é".repeat(1e6),
    });
  });

  it("leaves the prototype of its objects alone", () => {
    const object = parseJson('{"constructor": 1, "toString": 2}', "x.json") as object;
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
    expect(Object.keys(object)).toEqual(["constructor", "toString"]);
  });
});

describe("what it refuses, and where", () => {
  it.each([
    ["", "line 1, column 1", "a value"],
    ["{\n  'a': 1\n}", "line 2, column 3", "a name in double quotes"],
    ['{"a": 1,\n}', "line 2, column 1", "a name in double quotes"],
    ['{"a" 1}', "line 1, column 6", "a colon"],
    ['{"a": 1 "b": 2}', "line 1, column 9", "a comma or }"],
    ["[1, 2", "line 1, column 6", "a comma or ]"],
    ["[1,]", "line 1, column 4", "a value"],
    ["[1] [2]", "line 1, column 5", "nothing after the value"],
    ["nul", "line 1, column 1", "a value"],
    ["01", "line 1, column 2", "nothing after"],
    ["+1", "line 1, column 1", "a value"],
    ["NaN", "line 1, column 1", "a value"],
    ["[1e999]", "line 1, column 2", "1.8e308"],
    ['["a\nb"]', "line 1, column 4", "ends on its line"],
    ['["abc', "line 1, column 2", "closing double quote"],
    ['["\\', "line 1, column 2", "closing double quote"],
    ['["\\x41"]', "line 1, column 2", "backslashes"],
    ['["\\u00g0"]', "line 1, column 2", "backslashes"],
    ['{"a": 1,\n "b": {"a": 2, "\\u0061": 3}}', "line 2, column 16", '"a" only once'],
    ['{"a": 1, "__proto__": {"x": 1}}', "line 1, column 10", "__proto__"],
    ['{"__pr\\u006fto__": 1}', "line 1, column 2", "__proto__"],
  ])("%j", (text, where, expected) => {
    const error = errorOf(() => parseJson(text, "net.json"));
    expect(error.code).toBe("E_FORMAT");
    expect(error.where).toBe(`${where} of net.json`);
    expect(error.expected).toContain(expected);
  });

  it("counts lines from the one that is given", () => {
    expect(errorOf(() => parseJson("[", "events.jsonl", 17)).where).toBe("line 17, column 2 of events.jsonl");
  });

  it("depth that would exhaust the stack", () => {
    expect(errorOf(() => parseJson("[".repeat(1e6), "x.json")).expected).toContain("64 levels");
    expect(errorOf(() => parseJson('{"a":'.repeat(1e6), "x.json")).expected).toContain("64 levels");
  });

  it("bytes that are not UTF-8", () => {
    const error = errorOf(() => parseJson(Uint8Array.of(0x22, 0xff, 0x22), "x.json"));
    expect(error.message).toBe("x.json: expected text in UTF-8, got other bytes. Save the file as UTF-8.");
  });
});
