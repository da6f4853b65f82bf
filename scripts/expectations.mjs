// What each recipe must come to, and a run of it that takes the figures. The ranges stand in expectations.json: accuracy
// and error in per cent, of the whole test or training set, after a number of epochs.
import { readFileSync } from "node:fs";
import { augmentation, build, evaluate, optimizerFrom, parseRecipe, train } from "chainrule";
import { loadData } from "chainrule/node";

const read = (relative) => JSON.parse(readFileSync(new URL(relative, import.meta.url), "utf8"));

export const expectations = read("expectations.json");

const loaded = new Map();
async function dataOf(spec, seed) {
  const key = spec.startsWith("mnist") ? spec : `${spec} ${seed}`;
  if (!loaded.has(key)) loaded.set(key, await loadData(spec, { seed }));
  return loaded.get(key);
}

/** Trains a recipe with one seed. Returns, for each epoch that is asked for, the three figures.
 *  @param epochs after which to look; "last" is the recipe's own end. Training ends with the latest. */
export async function figuresOf({ recipe: name, set }, seed, epochs) {
  const recipe = parseRecipe({ ...read(`../recipes/${name}.json`), ...set, seed }, name);
  const data = await dataOf(recipe.data, seed);
  const model = await build(recipe.model, { seed });
  const wanted = new Set(epochs.map((epoch) => (epoch === "last" ? recipe.epochs : epoch)));
  const events = train(model, {
    ...recipe,
    train: data.train,
    test: data.test,
    optimizer: optimizerFrom(recipe.optimizer),
    augment: recipe.augment.length === 0 ? undefined : augmentation(recipe.augment),
  });
  const figures = new Map();
  for (const event of events) {
    if (event.type === "run-end" && event.reason !== "done")
      throw new Error(`${name}, seed ${seed}: ${event.reason}`);
    if (event.type !== "epoch" || !wanted.has(event.epoch)) continue;
    const { accuracy } = evaluate(model, data.train, { loss: recipe.loss });
    figures.set(event.epoch === recipe.epochs && epochs.includes("last") ? "last" : event.epoch, {
      test: 100 * (event.test?.accuracy ?? Number.NaN),
      train: 100 * accuracy,
      trainError: 100 * (1 - accuracy),
    });
    if (event.epoch === Math.max(...wanted)) break;
  }
  return figures;
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const ROUNDING = 5e-4; // the ranges are written to three decimals at most

/** Holds the figures of all seeds against one check. */
export function judge({ metric, statistic, min, max }, perSeed) {
  const values = perSeed.map((figures) => figures[metric]);
  const compared = statistic === "mean" ? [mean(values)] : values;
  const least = (min ?? Number.NEGATIVE_INFINITY) - ROUNDING;
  const most = (max ?? Number.POSITIVE_INFINITY) + ROUNDING;
  return { values, mean: mean(values), holds: compared.every((value) => value >= least && value <= most) };
}

/** The expectations that take seconds, cut down to one seed where there are but three. */
export const quickExpectations = () =>
  expectations
    .map((expectation) => ({
      ...expectation,
      checks: expectation.quick ? expectation.checks : expectation.checks.filter((check) => check.quick),
      seeds: expectation.seeds.length === 3 ? expectation.seeds.slice(0, 1) : expectation.seeds,
    }))
    .filter(({ checks }) => checks.length > 0);
