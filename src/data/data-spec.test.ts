import { describe, expect, it } from "vitest";
import { parseDataSpec } from "./data-spec.js";

describe("parseDataSpec", () => {
  it.each([
    ["iris", "iris", {}],
    ["moons:n=60,noise=1", "moons", { n: 60, noise: 1 }],
    ["spiral:noise=.1,flip=true,kind=x", "spiral", { noise: 0.1, flip: true, kind: "x" }],
    ["C:\\digits", "C:\\digits", {}],
    ["C:\\my data\\a.csv:test=0.3", "C:\\my data\\a.csv", { test: 0.3 }],
    ["moons:60", "moons:60", {}],
    ["moons:n=", "moons", { n: "" }],
  ])("reads %s", (spec, name, values) => {
    const parsed = parseDataSpec(spec);
    expect(parsed.name).toBe(name);
    expect({ ...parsed.values }).toEqual(values);
  });

  it.each(["", ":n=1", "moons:n=1,n=2"])("refuses %j", (spec) => {
    expect(() => parseDataSpec(spec)).toThrow(expect.objectContaining({ code: "E_FIELD" }));
  });

  it("takes no key for something that objects have anyway", () => {
    expect(Object.entries(parseDataSpec("a:__proto__=1,constructor=2").values)).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
    ]);
  });
});
