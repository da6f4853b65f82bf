import { describe, expect, test } from "vitest";
// @ts-expect-error: plain JavaScript, shared with the script that writes the table of results
import { figuresOf, judge, quickExpectations } from "../scripts/expectations.mjs";
import { fullMnist } from "./full-mnist.js";

interface Check {
  readonly epoch: number | "last";
  readonly metric: string;
}
interface Expectation {
  readonly recipe: string;
  readonly seeds: readonly number[];
  readonly checks: readonly Check[];
}

if (fullMnist !== undefined) process.env.CHAINRULE_DATA ??= fullMnist;

describe("recipes come to what their documents do (the quick ones; npm run verify:recipes has them all)", () => {
  for (const expectation of quickExpectations() as Expectation[]) {
    const { recipe, seeds, checks } = expectation;
    const needsMnist = recipe.startsWith("mnist-");
    const title =
      needsMnist && fullMnist === undefined ? `${recipe} (needs the full MNIST: set CHAINRULE_DATA)` : recipe;
    test.skipIf(needsMnist && fullMnist === undefined)(title, { timeout: 180_000 }, async () => {
      const perSeed: Map<Check["epoch"], object>[] = [];
      for (const seed of seeds)
        perSeed.push(
          await figuresOf(
            expectation,
            seed,
            checks.map(({ epoch }) => epoch),
          ),
        );
      for (const check of checks) {
        const verdict = judge(
          check,
          perSeed.map((figures) => figures.get(check.epoch)),
        );
        expect(verdict, JSON.stringify(check)).toMatchObject({ holds: true });
      }
    });
  }
});
