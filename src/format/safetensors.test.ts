import { describe, expect, it } from "vitest";
import { ChainruleError } from "../core/errors.js";
import { Rng } from "../core/rng.js";
import { encodeSafetensors, type NamedTensor, parseSafetensors } from "./safetensors.js";

/** A file of any header text and data, right or wrong. */
function file(header: string | Uint8Array, dataLength = 0, claimed?: bigint): Uint8Array {
  const json = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + json.length + dataLength);
  new DataView(bytes.buffer).setBigUint64(0, claimed ?? BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

function refusal(bytes: Uint8Array): ChainruleError {
  try {
    parseSafetensors(bytes, "net.safetensors");
  } catch (error) {
    if (error instanceof ChainruleError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const f32 = (name: string, from: number, to: number, shape = [(to - from) / 4]) =>
  `${JSON.stringify(name)}:${JSON.stringify({ dtype: "F32", shape, data_offsets: [from, to] })}`;

const base64 = (text: string) => new Uint8Array(Buffer.from(text, "base64"));

const example: readonly NamedTensor[] = [
  { name: "0.dense.W", shape: [2, 3], data: Float32Array.of(1, -2, 0.5, 3, 4.25, -0.125) },
  { name: "0.dense.b", shape: [3], data: Float32Array.of(0, 1, 2) },
  { name: "scalar", shape: [], data: Float32Array.of(7) },
];

describe("against the Python package safetensors 0.8.0", () => {
  it("writes the same bytes", () => {
    const written = base64(
      "4AAAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyLlkI0iOiLDqSBcInFcIiJ9LCIwLmRlbnNlLlciOnsiZHR5cGUiOiJGMzIiLCJzaGFwZSI6WzIsM10s" +
        "ImRhdGFfb2Zmc2V0cyI6WzAsMjRdfSwiMC5kZW5zZS5iIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlszXSwiZGF0YV9vZmZzZXRzIjpbMjQs" +
        "MzZdfSwic2NhbGFyIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOltdLCJkYXRhX29mZnNldHMiOlszNiw0MF19fSAgIAAAgD8AAADAAAAAPwAA" +
        "QEAAAIhAAAAAvgAAAAAAAIA/AAAAQAAA4EA=",
    );
    const metadata = { 名: 'é "q"' };
    expect(encodeSafetensors({ tensors: example, metadata })).toEqual(written);
    const parsed = parseSafetensors(written, "python");
    expect([...parsed.tensors.values()]).toEqual(example);
    expect({ ...parsed.metadata }).toEqual(metadata);
  });

  it("reads every type it writes, without metadata", () => {
    const written = base64(
      "wAEAAAAAAAB7ImkiOnsiZHR5cGUiOiJJNjQiLCJzaGFwZSI6WzJdLCJkYXRhX29mZnNldHMiOlswLDE2XX0sImQiOnsiZHR5cGUiOiJGNjQiLCJz" +
        "aGFwZSI6WzFdLCJkYXRhX29mZnNldHMiOlsxNiwyNF19LCJlIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlswLDRdLCJkYXRhX29mZnNldHMi" +
        "OlsyNCwyNF19LCJ3Ijp7ImR0eXBlIjoiVTMyIiwic2hhcGUiOlsxXSwiZGF0YV9vZmZzZXRzIjpbMjQsMjhdfSwiayI6eyJkdHlwZSI6Ikkz" +
        "MiIsInNoYXBlIjpbMV0sImRhdGFfb2Zmc2V0cyI6WzI4LDMyXX0sImgiOnsiZHR5cGUiOiJCRjE2Iiwic2hhcGUiOlsyXSwiZGF0YV9vZmZz" +
        "ZXRzIjpbMzIsMzZdfSwieCI6eyJkdHlwZSI6IkYxNiIsInNoYXBlIjpbNF0sImRhdGFfb2Zmc2V0cyI6WzM2LDQ0XX0sInUiOnsiZHR5cGUi" +
        "OiJVOCIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzQ0LDQ3XX19ICAgICAg//////////8AAAAAAAEAAJqZmZmZmbk///////v///+A" +
        "P0nAAD4AwAEA/3sBAv8=",
    );
    const { tensors } = parseSafetensors(written, "python");
    expect(new Map([...tensors].map(([name, { data }]) => [name, data]))).toEqual(
      new Map<string, unknown>([
        ["i", BigInt64Array.of(-1n, 2n ** 40n)],
        ["d", Float64Array.of(0.1)],
        ["e", new Float32Array(0)],
        ["w", Uint32Array.of(2 ** 32 - 1)],
        ["k", Int32Array.of(-5)],
        ["h", Float32Array.of(1, -3.140625)],
        ["x", Float32Array.of(1.5, -2, 2 ** -24, 65504)],
        ["u", Uint8Array.of(1, 2, 255)],
      ]),
    );
    expect(tensors.get("e")?.shape).toEqual([0, 4]);
  });
});

describe("round trip", () => {
  const tensors: readonly NamedTensor[] = [
    { name: "u8", shape: [3], data: Uint8Array.of(1, 2, 3) },
    { name: "f64", shape: [2], data: Float64Array.of(Math.PI, Number.NaN) },
    { name: "f32", shape: [1, 2], data: Float32Array.of(-0, Number.POSITIVE_INFINITY) },
    { name: "i32", shape: [1], data: Int32Array.of(-7) },
    { name: "u32", shape: [1], data: Uint32Array.of(4e9) },
    { name: "i64", shape: [1], data: BigInt64Array.of(-(2n ** 63n)) },
    { name: "constructor", shape: [0], data: new Float32Array(0) },
    { name: "10", shape: [1], data: Uint8Array.of(9) },
    { name: '名 "😀"\n', shape: [1], data: Uint8Array.of(8) },
  ];
  const metadata = { b: "2", a: "1", constructor: "c" };

  it("keeps names, shapes, types, values and metadata, aligned or not", () => {
    const bytes = encodeSafetensors({ tensors, metadata });
    for (const shift of [0, 1, 4]) {
      const moved = new Uint8Array(bytes.length + shift).subarray(shift);
      moved.set(bytes);
      const parsed = parseSafetensors(moved, "x");
      expect([...parsed.tensors.values()]).toEqual(tensors);
      expect({ ...parsed.metadata }).toEqual(metadata);
    }
  });

  it("gives the same bytes whatever the order of the metadata, and data from the middle of a buffer", () => {
    const middle = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
    const one = encodeSafetensors({
      tensors: [{ name: "x", shape: [2], data: middle }],
      metadata: { a: "1", b: "2" },
    });
    const two = encodeSafetensors({
      tensors: [{ name: "x", shape: [2], data: Float32Array.of(1, 2) }],
      metadata: { b: "2", a: "1" },
    });
    expect(one).toEqual(two);
    expect((one.length - 8) % 8).toBe(0);
  });

  it("holds nothing at all", () => {
    const parsed = parseSafetensors(encodeSafetensors({ tensors: [], metadata: {} }), "x");
    expect(parsed.tensors.size).toBe(0);
    expect(parsed.metadata.toString).toBeUndefined();
  });

  it("shares memory where it can", () => {
    const bytes = encodeSafetensors({ tensors: example, metadata: {} });
    expect(parseSafetensors(bytes, "x").tensors.get("0.dense.W")?.data.buffer).toBe(bytes.buffer);
  });

  it("widens every 16-bit float as its definition says", () => {
    const bits = [0x0000, 0x8000, 0x0001, 0x03ff, 0x0400, 0x3c00, 0xc000, 0x7bff, 0x7c00, 0xfc00, 0x7e00];
    const bytes = file('{"x":{"dtype":"F16","shape":[11],"data_offsets":[0,22]}}', 22);
    for (const [i, half] of bits.entries())
      new DataView(bytes.buffer).setUint16(bytes.length - 22 + 2 * i, half, true);
    expect(parseSafetensors(bytes, "x").tensors.get("x")?.data).toEqual(
      Float32Array.of(0, -0, 2 ** -24, 1023 * 2 ** -24, 2 ** -14, 1, -2, 65504, Infinity, -Infinity, NaN),
    );
  });
});

describe("what is not written", () => {
  it.each(["twice", "__metadata__", "__proto__"])("the name %s", (name) => {
    const twice: NamedTensor = { name: "twice", shape: [0], data: new Uint8Array(0) };
    expect(() => encodeSafetensors({ tensors: [twice, { ...twice, name }], metadata: {} })).toThrow(/Rename/);
  });

  it("data that does not fill its shape", () => {
    const short: NamedTensor = { name: "W", shape: [2, 3], data: new Float32Array(5) };
    expect(() => encodeSafetensors({ tensors: [short], metadata: {} })).toThrow(
      'tensor "W": expected 6 numbers for the shape [2, 3], got 5.',
    );
  });
});

describe("hostile files", () => {
  const x = f32("x", 0, 8);
  const one = (shape: unknown, offsets: unknown, dtype: unknown = "F32") =>
    file(`{"x":${JSON.stringify({ dtype, shape, data_offsets: offsets })}}`, 8);
  const huge = 2 ** 53;

  it.each<[string, Uint8Array, RegExp]>([
    ["no bytes", new Uint8Array(0), /at least 8 bytes, got 0/],
    ["half a length", new Uint8Array(7), /at least 8 bytes, got 7/],
    ["an empty header", new Uint8Array(8), /a JSON object/],
    [
      "a header of 2^64 - 1 bytes",
      file("{}", 0, 2n ** 64n - 1n),
      /at most 2 bytes, got 18446744073709551615/,
    ],
    ["a header longer than the file", file("{}", 0, 3n), /at most 2 bytes, got 3/],
    ["a header over 100 MB", file("{}", 100_000_100, 100_000_001n), /at most 100000000 bytes/],
    ["a header that is not JSON", file("{x}"), /line 1, column 2 of the header of net.safetensors/],
    ["a header that is a list", file("[]"), /a JSON object/],
    ["a header that is a text", file('"abc"'), /a JSON object/],
    ["a header after space", file(" {}"), /a JSON object/],
    ["a header cut short", file(`{${x}`, 8), /a comma or }/],
    ["a header that is not UTF-8", file(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)), /UTF-8/],
    ["a header with a byte order mark", file("\ufeff{}"), /a JSON object/],
    ["a deep header", file(`{"a":${"[".repeat(1e5)}`), /64 levels/],
    ["a name twice", file(`{${x},${f32("x", 8, 16)}}`, 16), /"x" only once/],
    ["a name twice, escaped", file(`{${x},${f32("x", 8, 16).replace("x", "\\u0078")}}`, 16), /"x" only once/],
    ["a field twice", file('{"x":{"dtype":"U8","dtype":"F32","shape":[2],"data_offsets":[0,8]}}', 8), /once/],
    ["metadata twice", file('{"__metadata__":{},"__metadata__":{}}'), /once/],
    ["the name __proto__", file(`{${f32("__proto__", 0, 8)}}`, 8), /__proto__/],
    ["the metadata __proto__", file('{"__metadata__":{"__proto__":"x"}}'), /__proto__/],
    ["overlapping tensors", file(`{${x},${f32("y", 4, 12)}}`, 12), /tensor "y".*overlaps/],
    ["equal places", file(`{${x},${f32("y", 0, 8)}}`, 8), /overlaps/],
    ["a hole", file(`{${x},${f32("y", 12, 16)}}`, 16), /tensor "y".*hole/],
    ["a hole at the start", file(`{${f32("x", 4, 8)}}`, 8), /hole/],
    ["an empty tensor inside another", file(`{${x},${f32("y", 4, 4)}}`, 8), /overlaps/],
    ["trailing bytes", file(`{${x}}`, 9), /8 bytes of data, as the header says, got 9/],
    ["missing bytes", file(`{${x}}`, 7), /up to 7 at most/],
    ["data without a tensor", file("{}", 1), /0 bytes of data/],
    ["negative offsets", one([2], [-8, 0]), /two whole numbers/],
    ["fractional offsets", one([2], [0.5, 8.5]), /two whole numbers/],
    ["huge offsets", one([2], [huge, huge + 8]), /two whole numbers/],
    ["offsets that fall", one([2], [8, 0]), /rise/],
    ["offsets beyond the end", one([4], [0, 16]), /up to 8 at most/],
    ["one offset", one([2], [8]), /two whole numbers/],
    ["offsets as texts", one([2], ["0", "8"]), /two whole numbers/],
    ["a shape too small", one([1], [0, 8]), /4 bytes for F32 \[1\], got 8/],
    ["a shape too large", one([2, 2], [0, 8]), /16 bytes/],
    ["a shape that overflows 64 bits", one([2 ** 32, 2 ** 32, 2], [0, 8]), /bytes for F32/],
    ["a shape that overflows a double", one([...Array(40).fill(huge - 1), 0], [0, 0]), /bytes for F32/],
    ["a negative extent", one([-1, -2], [0, 8]), /whole numbers ≥ 0/],
    ["a fractional extent", one([0.5, 4], [0, 8]), /whole numbers ≥ 0/],
    ["a shape that is a number", one(2, [0, 8]), /a shape/],
    ["an unknown dtype", one([2], [0, 8], "F33"), /a dtype of F64, F32.*got "F33"/],
    ["a dtype from the prototype", one([2], [0, 8], "constructor"), /a dtype of/],
    ["a dtype that is a list", one([2], [0, 8], ["F32"]), /a dtype of/],
    ["a dtype without support", one([8], [0, 8], "I8"), /got "I8"\. Save it as F32/],
    ["a tensor that is a number", file('{"x":1}'), /an object with dtype/],
    ["a tensor that is null", file('{"x":null}'), /an object with dtype/],
    ["a tensor without fields", file('{"x":{}}'), /a dtype of/],
    ["metadata that is a list", file('{"__metadata__":[]}'), /an object of texts/],
    ["metadata that is a number", file('{"__metadata__":{"epoch":3}}'), /a text for "epoch", got 3/],
  ])("%s", (_, bytes, message) => {
    const error = refusal(bytes);
    expect(error.code).toBe("E_FORMAT");
    expect(error.message).toMatch(message);
    expect(error.where).toContain("net.safetensors");
  });

  it("leaves prototypes alone", () => {
    const { tensors } = parseSafetensors(file(`{${f32("constructor", 0, 8)}}`, 8), "x");
    expect([...tensors.keys()]).toEqual(["constructor"]);
    expect(({} as { dtype?: unknown }).dtype).toBeUndefined();
  });

  it("survives 2,000 mutations: a ChainruleError or a file that reads, soon", () => {
    const valid = encodeSafetensors({ tensors: example, metadata: { spec: '{"layers":[]}' } });
    const rng = new Rng(1, "data");
    const start = process.cpuUsage(); // its own time, whatever else the machine does
    let read = 0;
    for (let i = 0; i < 2000; i++) {
      const bytes = mutate(valid, rng);
      try {
        const { tensors } = parseSafetensors(bytes, "x");
        for (const { shape, data } of tensors.values())
          expect(data.length).toBe(shape.reduce((product, extent) => product * extent, 1));
        read++;
      } catch (error) {
        if (!(error instanceof ChainruleError)) throw error;
        expect(error.code).toBe("E_FORMAT");
      }
    }
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(2000);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(10_000); // ms
  });
});

/** One to four changes: a bit, a byte, a digit of the header, a piece cut out or repeated. */
function mutate(valid: Uint8Array, rng: Rng): Uint8Array {
  let bytes: Uint8Array = new Uint8Array(valid);
  for (let n = 1 + rng.below(4); n > 0 && bytes.length > 0; n--) {
    const at = rng.below(bytes.length);
    const length = rng.below(20);
    switch (rng.below(5)) {
      case 0:
        bytes[at] ^= 1 << rng.below(8);
        break;
      case 1:
        bytes[at] = rng.below(256);
        break;
      case 2:
        bytes[at] = '0123456789{}[]",:-.'.charCodeAt(rng.below(19));
        break;
      case 3:
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + length)]);
        break;
      default:
        bytes = Uint8Array.from([...bytes.subarray(0, at + length), ...bytes.subarray(at)]);
    }
  }
  return bytes;
}
