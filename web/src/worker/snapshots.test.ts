import { expect, it } from "vitest";
import { Snapshots } from "./snapshots.ts";

it("covers all epochs, however many, with at most so many", () => {
  const snapshots = new Snapshots(8);
  for (let epoch = 0; epoch <= 1000; epoch++) {
    snapshots.offer(epoch, () => Float32Array.of(epoch));
    const { epochs } = snapshots;
    expect(epochs.length).toBeLessThanOrEqual(8);
    expect(epochs[0]).toBe(0);
    if (epoch > 2) expect(epochs.at(-1)).toBeGreaterThan(epoch * 0.7);
  }
  const { epochs } = snapshots;
  expect(epochs.map((_, i) => snapshots.at(i)!.state[0])).toEqual(epochs);
  const gaps = epochs.slice(1).map((epoch, i) => epoch - epochs[i]);
  expect(new Set(gaps).size).toBe(1);
});

it("copies nothing that it does not keep", () => {
  const snapshots = new Snapshots(4);
  let copies = 0;
  for (let epoch = 0; epoch < 100; epoch++)
    snapshots.offer(epoch, () => {
      copies += 1;
      return new Float32Array(1);
    });
  expect(copies).toBeLessThan(20);
});
