import { describe, expect, it } from "vitest";
import { referenceBackend } from "../reference/index.js";
import { wasmBackend } from "./index.js";

const backends = [async () => referenceBackend(), () => wasmBackend()];

describe.each(backends.map((make, i) => [["reference", "wasm"][i], make] as const))(
  "the memory of %s",
  (_name, make) => {
    it("gives zeros that are nobody else's", async () => {
      const { arena } = await make();
      const tensors = [0, 1, 3, 16, 17].map((length) => arena.allocate(length));
      tensors.forEach(({ data }, i) => void data.fill(i + 1));
      const bytes = arena.allocateBytes(5);
      bytes.data.fill(255);
      const more = arena.allocate(9);
      expect([...more.data]).toEqual(new Array(9).fill(0));
      tensors.forEach(({ data, length }, i) => void expect([...data]).toEqual(new Array(length).fill(i + 1)));
      expect([...bytes.data]).toEqual([255, 255, 255, 255, 255]);
    });

    it("shows a part of a tensor under another name", async () => {
      const { arena } = await make();
      const whole = arena.allocate(10);
      const part = arena.view(whole, 3, 4);
      part.data.fill(2);
      expect([...whole.data]).toEqual([0, 0, 0, 2, 2, 2, 2, 0, 0, 0]);
      expect(part.length).toBe(4);
      const inner = arena.view(part, 1, 2);
      inner.data.fill(5);
      expect([...whole.data]).toEqual([0, 0, 0, 2, 5, 5, 2, 0, 0, 0]);
    });

    it("keeps every tensor, byte and view when it grows", async () => {
      const { arena } = await make();
      const tensor = arena.allocate(100);
      tensor.data.fill(3);
      const part = arena.view(tensor, 50, 50);
      const bytes = arena.allocateBytes(7);
      bytes.data.fill(9);
      const before = arena.bytes;
      const large = arena.allocate(3_000_000);
      expect(arena.bytes).toBeGreaterThanOrEqual(before + 12_000_000);
      expect(large.data).toHaveLength(3_000_000);
      expect([...tensor.data]).toEqual(new Array(100).fill(3));
      expect([...bytes.data]).toEqual(new Array(7).fill(9));
      part.data[0] = 4;
      expect(tensor.data[50]).toBe(4);
    });
  },
);

it("lets no kernel work on memory that has moved", async () => {
  const { arena, kernels } = await wasmBackend();
  const [x, y] = [arena.allocate(5), arena.allocate(5)];
  x.data.set([-2, -1, 0, 1, 2]);
  arena.allocate(5_000_000);
  kernels.activate({ f: 3, alpha: 0 }, x, y, 5);
  expect([...y.data]).toEqual([0, 0, 0, 1, 2]);
});

it("refuses what WebAssembly cannot hold", async () => {
  const { arena } = await wasmBackend();
  expect(() => arena.allocate(2 ** 30)).toThrow(
    expect.objectContaining({ code: "E_SHAPE", where: "model memory" }),
  );
});
