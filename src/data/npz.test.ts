import { describe, expect, it } from "vitest";
import { parseNpy } from "./npy.js";
import { npzDataset } from "./npz.js";

const text = new TextEncoder();

/** A .npy with whatever header, right or wrong. */
function npy(
  descr: string,
  shape: string,
  data: ArrayBufferView,
  about: { order?: string; length?: number; version?: number } = {},
) {
  const { order = "False", version = 1 } = about;
  const header = text.encode(`{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }\n`);
  const start = version === 1 ? 10 : 12;
  const bytes = new Uint8Array(start + header.length + data.byteLength);
  bytes.set([0x93, ...text.encode("NUMPY"), version, 0]);
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, about.length ?? header.length, true);
  else view.setUint32(8, about.length ?? header.length, true);
  bytes.set(header, start);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start + header.length);
  return bytes;
}

const bytesOf = (...values: number[]) => Uint8Array.from(values);

describe("parseNpy", () => {
  it.each([
    ["|u1", Uint8Array.of(1, 255)],
    ["<i4", Int32Array.of(-5, 2 ** 30)],
    ["<f4", Float32Array.of(0.5, -1e30)],
    ["<f8", Float64Array.of(0.1, -1e300)],
  ])("reads %s", (descr, data) => {
    for (const version of [1, 2, 3])
      expect(parseNpy(npy(descr, "(2,)", data, { version }), "a")).toEqual({ shape: [2], values: data });
  });

  it("reads 64-bit integers that 32 bits can hold", () => {
    const { values } = parseNpy(npy("<i8", "(3,)", BigInt64Array.of(7n, -1n, -(2n ** 31n))), "a");
    expect(values).toEqual(Int32Array.of(7, -1, -(2 ** 31)));
    for (const large of [2n ** 31n, -(2n ** 31n) - 1n, 2n ** 40n + 3n])
      expect(() => parseNpy(npy("<i8", "(1,)", BigInt64Array.of(large)), "a")).toThrow(
        expect.objectContaining({ code: "E_DATA", got: String(large) }),
      );
  });

  it("reads two axes, none, and a column in either order", () => {
    expect(parseNpy(npy("|u1", "(2, 3)", bytesOf(1, 2, 3, 4, 5, 6)), "a").shape).toEqual([2, 3]);
    expect(parseNpy(npy("|u1", "()", bytesOf(9)), "a").shape).toEqual([]);
    expect(parseNpy(npy("|u1", "(2,)", bytesOf(1, 2), { order: "True" }), "a").shape).toEqual([2]);
  });

  const good = npy("|u1", "(4,)", bytesOf(1, 2, 3, 4));
  it.each<[string, Uint8Array]>([
    ["nothing", new Uint8Array(0)],
    ["text", text.encode("x,y\n1,2 and so on")],
    ["a version of the future", good.with(6, 9)],
    ["half a header", good.subarray(0, 30)],
    ["half a value", good.subarray(0, good.length - 1)],
    ["a byte too many", Uint8Array.of(...good, 0)],
    ["a header said to be longer than the file", npy("|u1", "(1,)", bytesOf(1), { length: 65_535 })],
    ["a header said to have 4 GB", npy("|u1", "(1,)", bytesOf(1), { version: 2, length: 2 ** 32 - 1 })],
    ["a header said to be empty", npy("|u1", "(1,)", bytesOf(1), { length: 0 })],
    ["terabytes announced", npy("<f8", "(1000000, 1000000)", bytesOf(1))],
    ["a product beyond any number", npy("|u1", `(${"9".repeat(400)},)`, bytesOf(1))],
    ["a negative extent", npy("|u1", "(-1,)", bytesOf(1))],
    ["the most significant byte first", npy(">f4", "(1,)", bytesOf(1, 2, 3, 4))],
    ["Python objects", npy("|O", "(1,)", bytesOf(1))],
    ["a type that every object has", npy("constructor", "(1,)", bytesOf(1))],
    ["Fortran order", npy("|u1", "(2, 2)", bytesOf(1, 2, 3, 4), { order: "True" })],
  ])("refuses %s", (_, bytes) => {
    expect(() => parseNpy(bytes, "x of a.npz")).toThrow(
      expect.objectContaining({ code: "E_FORMAT", where: "x of a.npz" }),
    );
  });
});

describe("npzDataset", () => {
  const images = npy("|u1", "(2, 2, 2)", bytesOf(1, 2, 3, 4, 5, 6, 7, 8));
  const labels = npy("<i8", "(2,)", BigInt64Array.of(0n, 3n));

  it("pairs train and test, with the classes of both", () => {
    const entries = {
      x_train: images,
      y_train: labels,
      x_test: images,
      y_test: npy("|u1", "(2, 1)", bytesOf(4, 0)),
    };
    const { train, test } = npzDataset(entries, "a.npz");
    expect(train).toMatchObject({ shape: [1, 2, 2], size: 2, classes: ["0", "1", "2", "3", "4"] });
    expect(train.inputs).toEqual(bytesOf(1, 2, 3, 4, 5, 6, 7, 8));
    expect(test?.targets).toEqual(bytesOf(4, 0));
    expect(test?.classes).toEqual(train.classes);
  });

  it("takes x and y, values, rows, and inputs that are one number each", () => {
    const x = npy("<f8", "(2,)", Float64Array.of(0.5, 1));
    const values = npzDataset({ x, y: npy("<f4", "(2,)", Float32Array.of(1, 2)) }, "a.npz");
    expect(values.train).toMatchObject({ shape: [1], targets: Float32Array.of(1, 2) });
    expect(values.train.classes).toBeUndefined();
    const rows = npzDataset({ x, y: npy("|u1", "(2, 2)", bytesOf(1, 0, 0, 1)) }, "a.npz");
    expect(rows.train.targets).toEqual(Float32Array.of(1, 0, 0, 1));
  });

  it.each<[string, Record<string, Uint8Array>]>([
    ["no arrays", {}],
    ["images without labels", { x_train: images }],
    ["a test set without labels", { x_train: images, y_train: labels, x_test: images }],
    ["counts that differ", { x: images, y: npy("|u1", "(3,)", bytesOf(1, 2, 3)) }],
    ["a single number for x", { x: npy("|u1", "()", bytesOf(1)), y: npy("|u1", "()", bytesOf(1)) }],
    ["no samples", { x: npy("|u1", "(0, 4)", bytesOf()), y: npy("|u1", "(0,)", bytesOf()) }],
    ["negative labels", { x: images, y: npy("<i4", "(2,)", Int32Array.of(0, -1)) }],
    ["billions of classes", { x: images, y: npy("<i4", "(2,)", Int32Array.of(0, 2 ** 30)) }],
    ["NaN", { x: npy("<f4", "(2,)", Float32Array.of(1, Number.NaN)), y: labels }],
    [
      "test samples of another shape",
      { x_train: images, y_train: labels, x_test: npy("|u1", "(2, 4)", new Uint8Array(8)), y_test: labels },
    ],
  ])("refuses %s", (_, entries) => {
    expect(() => npzDataset(entries, "a.npz")).toThrow(expect.objectContaining({ code: "E_DATA" }));
  });
});
