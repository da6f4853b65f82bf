import { describe, expect, it } from "vitest";
import { parseSpace } from "../space.js";
import { Study } from "../study.js";

const space = parseSpace({ x: { kind: "float", low: 0, high: 1 } }, "space");
const study = (pruner: object, goal: "minimise" | "maximise" = "minimise") =>
  new Study({
    space,
    goals: [goal],
    sampler: { kind: "random" },
    pruner: pruner as any,
    trials: 1000,
    seed: 1,
  });

/** Runs a trial that has these values, one after each step; says after which it was given up, if it was. */
function run(on: Study, values: readonly number[]): number | undefined {
  const { number } = on.ask()!;
  for (const [i, value] of values.entries()) {
    if (i < values.length - 1 && on.report(number, { step: i + 1, values: [value] })) {
      on.tell(number, { state: "pruned" });
      return i + 1;
    }
  }
  on.tell(number, { state: "done", objectives: [values.at(-1)!] });
  return undefined;
}

describe("the median rule", () => {
  it("lets the first trials come to their end, and then gives up what was never as good as the median", () => {
    const on = study({ kind: "median", startup: 4 });
    for (const level of [1, 2, 3, 4]) expect(run(on, [level + 1, level, level])).toBeUndefined();
    expect(run(on, [9, 9, 9])).toBe(1);
    expect(run(on, [3.4, 9, 9])).toBe(2); // the medians: 3.75 of five, then 2.5
    expect(run(on, [2, 9, 9])).toBeUndefined(); // its best so far counts
    expect(run(on, [0, 0, 0])).toBeUndefined();
  });

  it("compares with trials that have ended, not with one that is under way and may still be better", () => {
    const on = study({ kind: "median", startup: 2 });
    for (const level of [5, 6]) run(on, [level, level]);
    const underWay = on.ask()!.number;
    expect(on.report(underWay, { step: 1, values: [0] })).toBe(false);
    expect(run(on, [5.5, 5.5])).toBeUndefined();
    on.tell(underWay, { state: "done", objectives: [0] });
    expect(run(on, [5.5, 5.5])).toBe(1); // of 5, 6, 0 and 5.5
  });

  it("looks the other way round where more is better, and waits through the warm-up", () => {
    const on = study({ kind: "median", startup: 2, warmup: 1 }, "maximise");
    for (let i = 0; i < 2; i++) run(on, [0.5, 0.6, 0.7, 0.8]);
    expect(run(on, [0.1, 0.2, 0.3, 0.4])).toBe(2);
    expect(run(on, [0.1, 0.7, 0.7, 0.7])).toBeUndefined();
  });
});

describe("ASHA", () => {
  it("asks at 1, 3, 9, … epochs, and lets one of three go on", () => {
    const on = study({ kind: "asha", least: 1, reduction: 3 });
    const flat = (value: number) => new Array(12).fill(value);
    expect(run(on, flat(5))).toBeUndefined(); // nobody to compare with
    expect(run(on, flat(6))).toBe(1);
    expect(run(on, flat(4))).toBeUndefined(); // the best of three
    expect(run(on, flat(4.5))).toBe(1);
    expect(run(on, flat(3))).toBeUndefined();
    // the second of six may pass at 1, and not at 3, where it is the second of four
    expect(run(on, [3.5, ...flat(9)])).toBe(3);
  });

  it("gives most of the epochs to the best: of many trials a share of 1/η reaches each next rung", () => {
    const on = study({ kind: "asha", least: 1, reduction: 4 });
    const reached = [0, 0, 0];
    for (let i = 0; i < 400; i++) {
      const value = ((i * 7919) % 400) / 400; // all different, in no order
      const end = run(on, new Array(40).fill(value)) ?? 40;
      for (const [rung, step] of [1, 4, 16].entries()) if (end > step) reached[rung] += 1;
    }
    expect(reached[0] / 400).toBeLessThan(0.35);
    expect(reached[1]).toBeLessThan(0.5 * reached[0]);
    expect(reached[2]).toBeGreaterThan(0);
  });

  it("takes rungs between whole epochs at the next", () => {
    const on = study({ kind: "asha", least: 1, reduction: 2.5 });
    run(on, new Array(9).fill(1));
    expect(run(on, [0, 0, 5, 5, 5, 5, 5, 5, 5])).toBe(3);
  });
});
