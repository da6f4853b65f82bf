import { describe, expect, it } from "vitest";
import { ITERATIONS, LOG_EVERY } from "../config/moons.ts";
import { MoonsTraining, naiveCost } from "./moons-training.ts";

const trained = async (hidden: number) => {
  const training = await MoonsTraining.make(hidden);
  while (!training.done) training.advance();
  return training.frame();
};

describe("the moons", () => {
  it("leave one hidden unit with a straight boundary, and fifty with every point right", async () => {
    const one = await trained(1);
    const fifty = await trained(50);
    expect(one.iteration).toBe(ITERATIONS);
    expect(one.costs).toHaveLength(ITERATIONS / LOG_EVERY + 1);
    expect(one.accuracy).toBeLessThan(0.9);
    expect(fifty.accuracy).toBeGreaterThanOrEqual(0.95);
    expect(fifty.cost).toBeLessThan(0.2);
    if (process.env.SHOW)
      for (const f of [one, fifty])
        console.log(f.cost, f.accuracy, f.naiveCost, f.naiveSince, Math.max(...f.points.map(Math.abs)));
  }, 60_000);

  it("have a cost from probabilities that is the same, until one of them is exactly 1", () => {
    // two outputs of one sample of class 1: t = 0 and 1
    expect(naiveCost([-1, 2], [1])).toBeCloseTo(Math.log1p(Math.exp(-1)) + Math.log1p(Math.exp(-2)), 5);
    expect(naiveCost([-3, 20], [1])).toBeNaN();
  });
});
