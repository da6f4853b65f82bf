// A recipe as a config of the Playground or of the Digits page: where the page can be set so that it trains the very same.
// A config is put together from what the recipe says, and counts only if the recipe that follows from it is that recipe.
import { parseRecipe, type Recipe, type Spec } from "chainrule";
import { builtInSources, parseDataSpec } from "chainrule/data";
import { DIGITS_DEFAULTS, type DigitsConfig, parseDigits } from "./digits.ts";
import { digitsRecipe } from "./digits-recipe.ts";
import { DEFAULTS, type PlaygroundConfig, parsePlayground } from "./playground.ts";
import { toRecipe } from "./recipe.ts";

type Fields = Readonly<Record<string, any>>;

export function digitsOf(json: object): DigitsConfig | undefined {
  return fitting(json, (recipe) => {
    const { data, model, optimizer, augment, epochs, batchSize, seed } = recipe;
    const rate = optimizer.learningRate as Fields;
    const schedule = rate.kind;
    const init = (model.layers.at(-1) as Fields).weightInit?.kind;
    const augments = { 0: "none", 1: "shift" } as Record<number, string>;
    const config = parseDigits({
      ...{ data, epochs, batchSize, seed, schedule, optimizer: optimizer.kind },
      layers: digitsLayers(model.layers),
      learningRate: schedule === "oneCycle" ? rate.maxLr : schedule === "cosine" ? rate.initial : rate.rate,
      initializer: init === "normal" ? "documents" : init,
      augment: augments[augment.length] ?? "all",
      own: DIGITS_DEFAULTS.own,
    });
    return { config, recipe: digitsRecipe(config) };
  });
}

/** The layers as the page has them: a dense or convolutional one brings its activation with it, and what goes without
 *  saying is left out. */
function digitsLayers(specs: readonly Spec[]): unknown[] {
  const layers: Fields[] = [];
  for (const { kind, ...fields } of specs.slice(0, -1)) {
    const before = layers.at(-1);
    const single = (value: unknown) => (Array.isArray(value) ? value[0] : value);
    const numbers = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, single(value)]));
    if (kind === "flatten") continue;
    if (kind === "dense" || kind === "conv2d") layers.push({ kind, ...numbers, activation: "linear" });
    else if (kind.endsWith("2d") || kind === "batchNorm" || kind === "dropout")
      layers.push({ kind, ...numbers });
    else if (before?.activation === "linear") layers.splice(-1, 1, { ...before, activation: kind });
    else layers.push({ kind: "activation", activation: kind });
  }
  return layers;
}

export function playgroundOf(json: object): PlaygroundConfig | undefined {
  return fitting(json, (recipe) => {
    const { model, loss, optimizer, batchSize, seed } = recipe;
    const data = dataValues(recipe);
    const rate = optimizer.learningRate as Fields;
    const { weightInit, biasInit, l1, l2 } = model.layers[0] as Fields;
    const config = parsePlayground({
      ...{ data: data.kind, samples: data.n, dataSeed: data.seed, curve: data.f, classes: data.classes },
      noise: Number(((100 * data.noise) / (data.kind === "blobs" ? 4 : 1)).toPrecision(12)),
      trainShare: Number((100 * (1 - data.test)).toPrecision(12)),
      features: String(data.features ?? "").split("+"),
      layers: playgroundLayers(model.layers),
      initializer: biasInit?.kind === "constant" ? "uniform" : weightInit?.kind,
      loss: loss.kind,
      ...{ optimizer: optimizer.kind, learningRate: rate.rate, batchSize, seed },
      regularization: l1 > 0 ? "l1" : l2 > 0 ? "l2" : DEFAULTS.regularization,
      regularizationRate: l1 || l2,
      stopEpochs: recipe.epochs,
    });
    return { config, recipe: toRecipe(config, recipe.epochs) };
  });
}

function playgroundLayers(specs: readonly Spec[]): unknown[] {
  const layers: Fields[] = [];
  for (const { kind, units, rate } of specs.slice(0, -1) as Fields[]) {
    const change = (fields: Fields) => layers.splice(-1, 1, { ...layers.at(-1), ...fields });
    if (kind === "dense") layers.push({ units });
    else
      change(
        kind === "batchNorm"
          ? { batchNorm: true }
          : kind === "dropout"
            ? { dropout: rate }
            : { activation: kind },
      );
  }
  return layers;
}

/** What a data spec comes to, with its defaults; nothing of a set that the library does not make. */
function dataValues({ data, seed }: Pick<Recipe, "data" | "seed">): Fields {
  const { name, values } = parseDataSpec(data);
  const source = builtInSources.definitions.find(({ kind }) => kind === name);
  const usual = Object.entries(source?.fields ?? {}).map(([field, { fallback }]) => [field, fallback]);
  return { ...Object.fromEntries(usual), seed, ...values, kind: name };
}

function fitting<C>(json: object, attempt: (recipe: Recipe) => { config: C; recipe: object }): C | undefined {
  try {
    const recipe = parseRecipe(json, "recipe");
    const { config, recipe: made } = attempt(recipe);
    return essence(parseRecipe(made, "recipe")) === essence(recipe) ? config : undefined;
  } catch {
    return undefined; // what does not fit may be wrong in any way
  }
}

/** All that decides what comes out: neither the texts, nor how the data are written down. */
function essence(recipe: Recipe): string {
  const { title: _title, about: _about, ...rest } = recipe;
  return JSON.stringify({ ...rest, data: dataValues(recipe) }, sorted);
}

const sorted = (_name: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
