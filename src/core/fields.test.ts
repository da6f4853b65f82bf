import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { choice, flag, list, optional, parseFields, real, text, whole } from "./fields.js";
import { fieldsSchema, requiredOf } from "./schema.js";

const fields = {
  units: whole({ help: "how many", min: 1, max: 10 }),
  rate: real({ help: "how fast", above: 0, below: 1, fallback: 0.5 }),
  learningRate: real({ help: "the learning rate", fallback: 0.1 }),
  bias: flag({ help: "whether", fallback: true }),
  mode: choice(["mean", "sum"], { help: "which", fallback: "mean" }),
  title: optional(text({ help: "a name" })),
  sizes: list(whole({ help: "a size", min: 1 }), { help: "sizes", least: 1, fallback: [3] }),
};
const parse = (value: unknown) => parseFields(fields, value, "layer 2");

describe("parseFields", () => {
  it("fills in every default, and leaves out what is optional", () => {
    expect(parse({ units: 3 })).toEqual({
      units: 3,
      rate: 0.5,
      learningRate: 0.1,
      bias: true,
      mode: "mean",
      sizes: [3],
    });
  });

  it("keeps what is given", () => {
    const given = {
      units: 10,
      rate: 0.25,
      learningRate: -1,
      bias: false,
      mode: "sum",
      title: "",
      sizes: [1, 2],
    };
    expect(parse(given)).toEqual(given);
  });

  it("takes undefined for not given", () => {
    expect(parse({ units: 1, rate: undefined, title: undefined })).toMatchObject({ rate: 0.5 });
  });

  it("asks whether a near miss was meant", () => {
    const error = caught(() => parse({ units: 1, leaningrate: 1 }));
    expect(error).toMatchObject({ code: "E_FIELD", where: "layer 2", got: '"leaningrate"' });
    expect(error.remedy).toBe('Did you mean "learningRate"?');
  });

  it("lists what there is when nothing is near", () => {
    const { remedy } = caught(() => parse({ units: 1, zzzzzzzz: 1 }));
    for (const name of Object.keys(fields)) expect(remedy).toContain(name);
  });

  it("does not take the names of every object for fields", () => {
    for (const name of ["constructor", "toString", "__proto__"])
      expect(caught(() => parse(JSON.parse(`{"units": 1, "${name}": 1}`))).got).toBe(`"${name}"`);
    expect(caught(() => parseFields({}, { x: 1 }, "a")).remedy).toBe("Remove it.");
  });

  it("names the field that is missing", () => {
    expect(caught(() => parse({}))).toMatchObject({
      code: "E_FIELD",
      where: "layer 2.units",
      got: "nothing",
    });
  });

  it.each([[null], [[]], [3], ["dense"], [undefined], [() => 1]])("refuses %j for an object", (value) => {
    expect(caught(() => parse(value)).code).toBe("E_FIELD");
  });
});

describe("a field refuses what it is not", () => {
  it.each<[keyof typeof fields, unknown[]]>([
    ["units", [0, 11, 1.5, -1, Number.NaN, 1 / 0, "3", null, true, [3], 2 ** 53, 3n]],
    ["rate", [0, 1, -0.5, 1 / 0, -1 / 0, Number.NaN, "0.5", null, {}]],
    ["learningRate", [1 / 0, Number.NaN, "1", null]],
    ["bias", [0, 1, "true", null]],
    ["mode", ["Mean", "", null, 1, ["mean"]]],
    ["title", [1, null, ["a"]]],
    ["sizes", [[], [0], [1, "2"], 3, "3", { length: 1 }]],
  ])("%s", (name, values) => {
    for (const value of values) {
      const error = caught(() => parse({ units: 1, [name]: value }));
      expect(error.code).toBe("E_FIELD");
      expect(error.where).toMatch(new RegExp(`^layer 2\\.${name}(\\[\\d\\])?$`));
    }
  });

  it("says which entry of a list is wrong", () => {
    expect(caught(() => parse({ units: 1, sizes: [1, 2, -3] })).where).toBe("layer 2.sizes[2]");
  });

  it("says the range, at both open and closed ends", () => {
    expect(caught(() => parse({ units: -3 })).expected).toBe("a whole number ≥ 1 and ≤ 10");
    expect(caught(() => parse({ units: 1, rate: 2 })).expected).toBe("a finite number > 0 and < 1");
    expect(caught(() => parse({ units: 1, learningRate: "x" })).expected).toBe("a finite number");
  });

  it("suggests the nearest choice", () => {
    expect(caught(() => parse({ units: 1, mode: "Sum" })).remedy).toBe('Did you mean "sum"?');
  });
});

describe("the JSON Schema", () => {
  const schema: any = fieldsSchema(fields, { kind: { const: "x" } });

  it("requires exactly what has no default", () => {
    expect(requiredOf(fields)).toEqual(["units"]);
    expect(schema.required).toEqual(["kind", "units"]);
    expect(schema.additionalProperties).toBe(false);
  });

  it("says ranges, defaults and help", () => {
    expect(schema.properties.units).toMatchObject({
      type: "integer",
      minimum: 1,
      maximum: 10,
      description: "how many",
    });
    expect(schema.properties.rate).toMatchObject({
      type: "number",
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      default: 0.5,
    });
    expect(schema.properties.bias).toMatchObject({ type: "boolean", default: true });
    expect(schema.properties.mode).toMatchObject({ enum: ["mean", "sum"] });
    expect(schema.properties.title).toMatchObject({ type: "string" });
    expect(schema.properties.sizes).toMatchObject({ type: "array", minItems: 1, items: { type: "integer" } });
    expect(Object.keys(schema.properties)).toEqual(["kind", ...Object.keys(fields)]);
  });

  it("survives JSON", () => {
    const text = JSON.stringify(schema);
    expect(JSON.stringify(JSON.parse(text))).toBe(text);
  });
});
