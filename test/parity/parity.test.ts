// Every kernel on both backends, on the same float32 inputs. How far they may be apart is worked out for each element
// from the bound in src/kernels/spec.ts, with the inputs of that very case; no number is picked by hand.
import { describe, expect, it, vi } from "vitest";
import { referenceBackend } from "../../src/kernels/reference/index.js";
import type { Kernels } from "../../src/kernels/spec.js";
import { wasmBackend } from "../../src/kernels/wasm/index.js";
import { theTeam } from "../../src/kernels/wasm/threads/team.js";
import { exact, U } from "./case.js";
import { cases } from "./cases.js";
import { sgdCases } from "./optimizers.js";
import { agrees, onThreads, runOn, sameBits } from "./run.js";

/** Sums of everything, and what is over before another thread has heard of it. */
const NEVER_SHARED = new Set(
  "sumRows blend softmax softmaxCrossEntropy binaryCrossEntropy squaredError sumSquares limitNorms normaliseRowsBackward gatherFloats".split(
    " ",
  ),
);

describe("every kernel", () => {
  it("has a case", () => {
    expect(Object.keys(cases).sort()).toEqual(Object.keys(exact).sort());
  });

  it.each(Object.entries(cases))(
    "%s is within its bound of the reference, the same on threads",
    async (name, make) => {
      const all = make();
      expect(all.length).toBeGreaterThan(0);
      const shared = vi.spyOn(theTeam(), "run");
      let [reference, wasm, threads] = [referenceBackend(), await wasmBackend(), await onThreads()];
      for (const [index, one] of all.entries()) {
        if (index % 200 === 199)
          [reference, wasm, threads] = [referenceBackend(), await wasmBackend(), await onThreads()];
        const expected = runOn(reference, one);
        const actual = runOn(wasm, one);
        if (!sameBits(actual, runOn(threads, one))) expect.fail(`${one.label}: other bits on threads`);
        expected.outputs.forEach((values, o) => {
          for (let i = 0; i < values.length; i++) {
            const wanted = one.expected?.(o, i, actual.outputs) ?? values[i];
            if (!agrees(actual.outputs[o][i], wanted, () => one.bound(o, i, wanted)))
              expect.fail(
                `${one.label}, output ${o} [${i}]: ${actual.outputs[o][i]}, not ${wanted} ± ${one.bound(o, i, wanted)}`,
              );
          }
        });
        expect(typeof actual.returned, one.label).toBe(typeof expected.returned);
        if (typeof expected.returned !== "number") continue;
        const wanted = expected.returned;
        if (!agrees(actual.returned as number, wanted, () => one.returnBound!(wanted)))
          expect.fail(
            `${one.label} returned ${actual.returned}, not ${wanted} ± ${one.returnBound!(wanted)}`,
          );
      }
      expect(shared.mock.calls.length > 0).toBe(!NEVER_SHARED.has(name));
      shared.mockRestore();
    },
  );
});

describe("the comparison itself", () => {
  const broken = async (change: (kernels: Kernels) => Partial<Kernels>) => {
    const backend = await wasmBackend();
    return { ...backend, kernels: { ...backend.kernels, ...change(backend.kernels) } };
  };

  it("sees a number written beyond the end", async () => {
    const backend = await broken((sound) => ({
      sgd: (p, g, n, rate, penalty) => sound.sgd(p, g, n + 1, rate, penalty),
    }));
    expect(() => runOn(backend, sgdCases().find(({ label }) => label === "5, l1 0, l2 0, rate 30")!)).toThrow(
      /around output 0/,
    );
  });

  it("sees an input written to", async () => {
    const backend = await broken(() => ({ sgd: (_p, g) => void g.data.fill(0) }));
    expect(() => runOn(backend, sgdCases().find(({ label }) => label === "5, l1 0, l2 0, rate 30")!)).toThrow(
      /input 0/,
    );
  });

  it("tells NaN, ∞ and numbers apart", () => {
    const bound = () => Number.POSITIVE_INFINITY;
    expect(agrees(1, Number.NaN, bound)).toBe(false);
    expect(agrees(Number.NaN, 1, bound)).toBe(false);
    expect(agrees(1, Number.POSITIVE_INFINITY, bound)).toBe(false);
    expect(agrees(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, bound)).toBe(false);
    expect(agrees(1 + 3 * U, 1, () => 2 * U)).toBe(false);
    expect(agrees(1 + 2 * U, 1, () => 2 * U)).toBe(true);
  });
});
