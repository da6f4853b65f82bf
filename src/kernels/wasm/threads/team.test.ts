import { afterEach, expect, it, vi } from "vitest";
import type { wasmBackend } from "../index.js";

const start = vi.hoisted(() => ({ thread: (_fail: () => void): { post(): void } => ({ post() {} }) }));
vi.mock("./host.js", async (original) => ({
  ...(await original<typeof import("./host.js")>()),
  startThread: (_program: string, _receive: unknown, fail: () => void) => start.thread(fail),
}));

afterEach(() => void vi.resetModules());

/** relu of −2 … 2, which two threads would share. */
async function compute() {
  const { wasmBackend: fresh }: { wasmBackend: typeof wasmBackend } = await import("../index.js");
  const { arena, kernels } = await fresh({ threads: 2, shareAlways: true });
  const [x, y] = [arena.allocate(500), arena.allocate(500)];
  x.data.forEach((_, i) => void (x.data[i] = (i % 5) - 2));
  kernels.activate({ f: 3, alpha: 0 }, x, y, 500);
  return [...y.data];
}

const expected = Array.from({ length: 500 }, (_, i) => Math.max(0, (i % 5) - 2));

it.each<[string, typeof start.thread]>([
  ["never answers", () => ({ post() {} })],
  [
    "dies as it starts",
    (fail) => {
      queueMicrotask(fail);
      return { post() {} };
    },
  ],
  [
    "may not be started",
    () => {
      throw new Error("forbidden");
    },
  ],
])("a worker that %s is done without", async (_what, thread) => {
  start.thread = thread;
  const before = performance.now();
  expect(await compute()).toEqual(expected);
  expect(performance.now() - before).toBeLessThan(10_000);
});
