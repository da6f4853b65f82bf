import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { real, whole } from "./fields.js";
import { type Definition, Registry } from "./registry.js";
import { registrySchema } from "./schema.js";

const definitions: Definition[] = [
  { kind: "dense", summary: "a", fields: { units: whole({ help: "how many", min: 1 }) } },
  { kind: "relu", summary: "b", fields: {} },
  { kind: "leakyRelu", summary: "c", fields: { slope: real({ help: "the slope", fallback: 0.01 }) } },
];
const registry = new Registry("layer", definitions);

describe("a registry", () => {
  it("knows its kinds, in order", () => {
    expect(registry.kinds).toEqual(["dense", "relu", "leakyRelu"]);
    expect(registry.get("relu", "x")).toBe(definitions[1]);
  });

  it("parses a spec, and a text that is short for one", () => {
    expect(registry.parse({ kind: "dense", units: 3 }, "x")).toEqual({ kind: "dense", units: 3 });
    expect(registry.parse("relu", "x")).toEqual({ kind: "relu" });
    expect(registry.parse("leakyRelu", "x")).toEqual({ kind: "leakyRelu", slope: 0.01 });
    expect(caught(() => registry.parse("dense", "x")).where).toBe('x "dense".units');
  });

  it.each([
    ["Relu", 'Did you mean "relu"?'],
    ["leakyrelu", 'Did you mean "leakyRelu"?'],
    ["densee", 'Did you mean "dense"?'],
    ["convolution", "Choose one of: dense, relu, leakyRelu."],
    ["toString", "Choose one of: dense, relu, leakyRelu."],
  ])("answers %s with %s", (kind, remedy) => {
    const error = caught(() => registry.parse({ kind }, "layers[1]"));
    expect(error).toMatchObject({ code: "E_FIELD", where: "layers[1]", remedy, got: JSON.stringify(kind) });
  });

  it("says why it is empty, in a bundle whose program names none of its kinds", () => {
    const error = caught(() => new Registry("layer", []).parse("relu", "layers[0]"));
    expect(error).toMatchObject({ code: "E_FIELD", remedy: expect.stringContaining("Import its function") });
  });

  it.each([[null], [3], [[]], [{}], [{ kind: 3 }], [{ kind: null }], [{ units: 3 }], [undefined]])(
    "refuses %j",
    (value) => {
      expect(caught(() => registry.parse(value, "x")).code).toBe("E_FIELD");
    },
  );

  it("names the kind in what is wrong with a field", () => {
    expect(caught(() => registry.parse({ kind: "dense", units: 0 }, "layers[0]")).where).toBe(
      'layers[0] "dense".units',
    );
  });

  it("describes itself: each kind, and those that may be short", () => {
    const { anyOf }: any = registrySchema(registry);
    expect(anyOf).toHaveLength(4);
    expect(anyOf[0]).toMatchObject({
      title: "dense",
      required: ["kind", "units"],
      properties: { kind: { const: "dense" } },
    });
    expect(anyOf[3]).toEqual({ enum: ["relu", "leakyRelu"] });
  });

  it("is a field of another spec", () => {
    const field = registry.field({ help: "which", fallback: { kind: "relu" } });
    expect(field.parse("relu", "x")).toEqual({ kind: "relu" });
    expect(field.schema).toMatchObject({ description: "which", default: { kind: "relu" } });
  });
});
