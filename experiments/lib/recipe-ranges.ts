import ranges from "../recipe-ranges.json" with { type: "json" };
import type { Expectation } from "./experiment.js";
import type { Range } from "./judge.js";

interface Check extends Range {
  readonly epoch: number | "last";
  readonly metric: string;
  readonly faithful?: string;
  readonly without?: Range;
}

interface RecipeRanges {
  readonly recipe: string;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly checks: readonly Check[];
}

interface Sought {
  readonly epoch: number | "last";
  readonly metric: "test" | "trainError";
  /** The range of the mean of all seeds, rather than of each. */
  readonly mean?: true;
  /** Where the recipe is checked with fields of it set otherwise. */
  readonly set?: Readonly<Record<string, unknown>>;
}

/** What a recipe must come to, as `npm run verify:recipes` holds it too: an experiment that runs a recipe at its full size
 *  takes its range from there, and none is written twice. */
export function recipeRange(
  recipe: string,
  { epoch, metric, mean, set }: Sought,
): Pick<Check, "min" | "max" | "faithful" | "without"> {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const entry = (ranges as readonly RecipeRanges[]).find(
    (one) => one.recipe === recipe && same(one.set, set),
  );
  const check = entry?.checks.find(
    (one) => one.epoch === epoch && one.metric === metric && one.statistic === (mean ? "mean" : undefined),
  );
  if (check === undefined) throw new Error(`no range of ${recipe} after epoch ${epoch}`);
  const { min, max, faithful, without } = check;
  return {
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(faithful !== undefined && { faithful }),
    ...(without !== undefined && { without }),
  };
}

/** Expectations of an experiment's full size. */
export const fullRanges = (
  rows: readonly (readonly [
    figure: string,
    en: string,
    zh: string,
    range: Range & Pick<Expectation, "faithful" | "printed">,
    digits?: number,
  ])[],
): Expectation[] =>
  rows.map(([figure, en, zh, { min, max, faithful, printed }, digits = 2]) => ({
    figure,
    label: { en, zh },
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(faithful !== undefined && { faithful }),
    ...(printed !== undefined && { printed }),
    digits,
    size: "full",
  }));
