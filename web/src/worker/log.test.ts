import { expect, it } from "vitest";
import { Log } from "./log.ts";

const row = (epoch: number) => [epoch, epoch / 2, 0, 0, 0];

it("keeps every row until it is full, then every second", () => {
  const log = new Log(4);
  for (let epoch = 0; epoch < 4; epoch++) log.add(row(epoch));
  expect(log.column(0)).toEqual([0, 1, 2, 3]);
  log.add(row(4));
  expect(log.column(0)).toEqual([0, 2, 4]);
  log.add(row(5));
  log.add(row(6));
  expect(log.column(1)).toEqual([0, 1, 2, 3]);
});

it("has room again, also when only every so manyeth row came", () => {
  const log = new Log(4);
  for (let epoch = 0; epoch <= 32; epoch += 8) log.add(row(epoch));
  expect(log.column(0)).toEqual([0, 16, 32]);
  expect(log.stride).toBe(16);
});

it("stays small over a hundred thousand epochs", () => {
  const log = new Log(100);
  for (let epoch = 0; epoch <= 100_000; epoch++) log.add(row(epoch));
  expect(log.size).toBeLessThanOrEqual(100);
  expect(log.size).toBeGreaterThan(45);
  expect(log.rows()).toHaveLength(log.size * 5);
});
