import { npzDataset } from "chainrule/data";
import { unzipSync } from "fflate";
import { expect, it } from "vitest";
import { encodeNpz } from "./npz.ts";

it("writes arrays that the library reads as the digits they were", () => {
  const pixels = Uint8Array.from({ length: 3 * 784 }, (_, i) => i % 251);
  const labels = Uint8Array.of(7, 0, 9);
  const file = encodeNpz({ x: { shape: [3, 28, 28], values: pixels }, y: { shape: [3], values: labels } });
  const entries = Object.entries(unzipSync(file)).map(([name, bytes]) => [name.replace(".npy", ""), bytes]);
  const { train } = npzDataset(Object.fromEntries(entries), "test");
  expect(train).toMatchObject({ shape: [1, 28, 28], size: 3 });
  expect(train.inputs).toEqual(pixels);
  expect([...train.targets]).toEqual([7, 0, 9]);
});
