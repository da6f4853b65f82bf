import { expect, it } from "vitest";
import { bundle, runBundle } from "./support/bundle.js";

const MEBIBYTE = 2 ** 20;

it("keeps no memory over 100,000 steps of training", async () => {
  const program = await bundle("memory-program", { platform: "node" });
  const { steps, before, after } = JSON.parse(await runBundle(program, ["--expose-gc"]));
  // the second is what lies outside of JavaScript's heap; the engine's own compiled code is among it
  const grown = after.heapUsed - before.heapUsed + Math.max(0, after.external - before.external);
  console.log(`memory after 100,000 steps: ${(grown / 1024).toFixed(1)} KiB more than before`);
  expect(steps).toBe(100_000);
  expect(grown).toBeLessThan(2 * MEBIBYTE);
  expect(after.arrayBuffers).toBeLessThanOrEqual(before.arrayBuffers);
  expect(after.arena).toBe(before.arena);
});
