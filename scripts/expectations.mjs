// What each recipe must come to, and a run of it that takes the figures. The ranges stand in experiments/recipe-ranges.json: accuracy
// and error in per cent, of the whole test or training set, after a number of epochs; "gap" is training accuracy less test
// accuracy. An expectation may have fields of the recipe set otherwise, by their paths. Where it names what a recipe does
// "without", and how, every seed is run both ways, and a check may have a range for each of them and for the difference.
import { readFileSync } from "node:fs";
import { augmentation, build, evaluate, loadWeights, optimizerFrom, parseRecipe, train } from "chainrule";
import { loadData } from "chainrule/node";
import { judge as judgeValues } from "../dist/cli/judge.js";

const read = (relative) => JSON.parse(readFileSync(new URL(relative, import.meta.url), "utf8"));

export const expectations = read("../experiments/recipe-ranges.json");

const loaded = new Map();
async function dataOf(spec, seed) {
  const key = spec === "mnist" || spec === "mnist-10k" ? spec : `${spec} ${seed}`;
  if (!loaded.has(key)) loaded.set(key, await loadData(spec, { seed }));
  return loaded.get(key);
}

/** A copy of a recipe with the values at some paths set, as `--set` does: { "model.layers.1.rate": 0 }; null takes a field away. */
function withSettings(recipe, set = {}) {
  const copy = structuredClone(recipe);
  for (const [path, value] of Object.entries(set)) {
    const keys = path.split(".");
    const last = keys.pop();
    const owner = keys.reduce((at, key) => at[key], copy);
    if (value === null) delete owner[last];
    else owner[last] = value;
  }
  return copy;
}

/** The data and the model of a recipe, and the events of its training. */
async function begin(recipe) {
  const { seed, augment, start, freeze = [] } = recipe;
  const data = await dataOf(recipe.data, seed);
  const model = await build(recipe.model, { seed });
  if (start !== undefined) loadWeights(model, await trained(start.from), start);
  model.freeze(freeze);
  const events = train(model, {
    ...recipe,
    train: data.train,
    test: data.test,
    optimizer: optimizerFrom(recipe.optimizer),
    augment: augment.length === 0 ? undefined : augmentation(augment),
  });
  return { data, model, events };
}

const models = new Map();

/** The model that a recipe comes to as it stands, for others to start from. */
async function trained(name) {
  if (!models.has(name)) {
    const { model, events } = await begin(parseRecipe(read(`../recipes/${name}.json`), name));
    for (const _ of events);
    models.set(name, model);
  }
  return models.get(name);
}

/** Trains a recipe with one seed. Returns, for each epoch that is asked for, the figures; those of the run without what
 *  the expectation names stand in `without`.
 *  @param epochs after which to look; "last" is the recipe's own end. Training ends with the latest. */
export async function figuresOf({ recipe, set, without }, seed, epochs) {
  const figures = await figuresOfRun(recipe, set, seed, epochs);
  if (without === undefined) return figures;
  const others = await figuresOfRun(recipe, { ...set, ...without.set }, seed, epochs);
  for (const [epoch, own] of figures) own.without = others.get(epoch);
  return figures;
}

async function figuresOfRun(name, set, seed, epochs) {
  const recipe = parseRecipe({ ...withSettings(read(`../recipes/${name}.json`), set), seed }, name);
  const { data, model, events } = await begin(recipe);
  const wanted = new Set(epochs.map((epoch) => (epoch === "last" ? recipe.epochs : epoch)));
  const figures = new Map();
  for (const event of events) {
    if (event.type === "run-end" && event.reason !== "done")
      throw new Error(`${name}, seed ${seed}: ${event.reason}`);
    if (event.type !== "epoch" || !wanted.has(event.epoch)) continue;
    const train = 100 * evaluate(model, data.train, { loss: recipe.loss }).accuracy;
    const test = 100 * (event.test?.accuracy ?? Number.NaN);
    figures.set(event.epoch === recipe.epochs && epochs.includes("last") ? "last" : event.epoch, {
      test,
      train,
      trainError: 100 - train,
      gap: train - test,
    });
    if (event.epoch === Math.max(...wanted)) break;
  }
  return figures;
}

/** Holds the figures of all seeds against one check. Where there is another run of each seed, `without` and `difference`
 *  have its figures and what is gained over it, held against the ranges of these names. */
export function judge(check, perSeed) {
  const { metric } = check;
  const own = judgeValues(
    perSeed.map((figures) => figures[metric]),
    check,
  );
  if (perSeed[0].without === undefined) return own;
  const without = judgeValues(
    perSeed.map((figures) => figures.without[metric]),
    { ...check.without },
  );
  const difference = judgeValues(
    perSeed.map((figures) => figures[metric] - figures.without[metric]),
    { ...check.difference },
  );
  return { ...own, without, difference, holds: own.holds && without.holds && difference.holds };
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
