import { expect, it } from "vitest";
import { ChainruleError } from "../core/errors.js";
import { parseRunRecord } from "./record.js";

const record = {
  format: "chainrule-run",
  version: "0.1.0",
  config: { model: { layers: [{ kind: "dense", units: 3 }] } },
  seed: 1,
  data: { spec: "iris", digest: "0123456789abcdef".repeat(4) },
  created: "2025-01-31T12:00:00.123Z",
};

it("takes what a run writes, also after JSON", () => {
  expect(parseRunRecord(record, "run.json")).toEqual(record);
  expect(parseRunRecord(JSON.parse(JSON.stringify(record)), "run.json")).toEqual(record);
});

it("may say what model the first weights were of", () => {
  const started = { ...record, start: { model: "/runs/base/model.safetensors", digest: "f".repeat(64) } };
  expect(parseRunRecord(JSON.parse(JSON.stringify(started)), "run.json")).toEqual(started);
});

it.each<[string, unknown]>([
  ["run.json", null],
  ["run.json", []],
  ["run.json", "run"],
  ["data in run.json", {}],
  ["format in run.json", { ...record, format: "other-run" }],
  ["version in run.json", { ...record, version: undefined }],
  ["version in run.json", { ...record, version: "" }],
  ["config in run.json", { ...record, config: [] }],
  ["seed in run.json", { ...record, seed: -1 }],
  ["seed in run.json", { ...record, seed: 1.5 }],
  ["seed in run.json", { ...record, seed: 2 ** 53 }],
  ["seed in run.json", { ...record, seed: "1" }],
  ["data in run.json", { ...record, data: "iris" }],
  ["data.spec in run.json", { ...record, data: { ...record.data, spec: 7 } }],
  ["data.digest in run.json", { ...record, data: { ...record.data, digest: "ABC" } }],
  ["start in run.json", { ...record, start: "base" }],
  ["start.model in run.json", { ...record, start: { digest: "f".repeat(64) } }],
  ["start.digest in run.json", { ...record, start: { model: "base", digest: "f" } }],
  ["created in run.json", { ...record, created: "yesterday" }],
  ["created in run.json", { ...record, created: 1738324800 }],
])("refuses at %s: %j", (where, value) => {
  expect(() => parseRunRecord(value, "run.json")).toThrow(ChainruleError);
  expect(() => parseRunRecord(value, "run.json")).toThrow(
    expect.objectContaining({ code: "E_FORMAT", where }),
  );
});
