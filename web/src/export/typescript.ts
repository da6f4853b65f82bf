import { initializers, layers, losses, optimizers, parseRecipe, type Recipe, type Spec } from "chainrule";
import { builtInSources, parseDataSpec } from "chainrule/data";
import { type Code, call, literal, raw } from "./code.ts";

/** Specs that are written as calls: of these fields by position, of the others as one object. */
const POSITIONAL: Readonly<Record<string, readonly string[]>> = {
  dense: ["units"],
  conv2d: ["filters", "kernel"],
  maxPool2d: ["size"],
  avgPool2d: ["size"],
  dropout: ["rate"],
  residual: ["layers"],
};

/** A recipe as a TypeScript program that uses the library and comes to the same weights, bit for bit.
 *  Errors    E_FIELD, E_SHAPE for a recipe that is none */
export function typescriptOf(given: Recipe): string {
  const recipe = parseRecipe(given, "recipe");
  const used = new Set(["build", "evaluate", "train"]);
  const optimizer = optimizerCode(recipe.optimizer, used);
  const loss = specCode(recipe.loss, losses, used);
  const model = literal({
    input: recipe.model.input,
    layers: recipe.model.layers.map((layer) => layerCode(layer, used)),
  });
  if (recipe.augment.length > 0) used.add("augmentation");
  const options = literal({
    train: raw("data.train"),
    test: raw("data.test"),
    loss: raw("loss"),
    optimizer,
    epochs: recipe.epochs,
    batchSize: recipe.batchSize,
    ...(recipe.shuffle ? {} : { shuffle: false }),
    ...definedOf(recipe, ["clipValue", "clipNorm", "maxNorm", "earlyStopping"]),
    ...(recipe.augment.length > 0 && { augment: raw(`augmentation(${literal(recipe.augment)})`) }),
  });
  const builtIn = builtInSources.kinds.includes(parseDataSpec(recipe.data).name);
  const seed = `{ seed: ${recipe.seed} }`;
  return [
    `import { ${[...used].sort().join(", ")} } from "chainrule";`,
    builtIn ? 'import { builtInData } from "chainrule/data";' : 'import { loadData } from "chainrule/node";',
    "",
    `const data = ${builtIn ? "builtInData" : "await loadData"}(${literal(recipe.data)}, ${seed});`,
    `const model = await build(${model}, ${seed});`,
    ...(recipe.preprocessing === undefined
      ? []
      : [`model.preprocessing = ${literal(recipe.preprocessing)};`]),
    ...(recipe.freeze === undefined ? [] : [`model.freeze(${literal(recipe.freeze)});`]),
    `const loss = ${loss.text};`,
    `for (const event of train(model, ${options})) {`,
    '  if (event.type === "epoch") console.log(event.epoch, event.train.loss, event.test?.loss);',
    "}",
    "console.log(evaluate(model, data.test ?? data.train, { loss }));",
    "",
    "export { model };",
    "",
  ].join("\n");
}

/** What exists of one sort, as far as its fields matter here. */
interface Registry {
  get(kind: string, where: string): Pick<ReturnType<typeof layers.get>, "fields">;
}

/** What of a spec is not as it would be anyway. */
function chosenOf({ kind, ...values }: Spec, registry: Registry): Record<string, unknown> {
  const { fields } = registry.get(kind, "recipe");
  const chosen = Object.entries(values).filter(
    ([name, value]) => !sameJson(value, fields[name]?.fallback) && value !== undefined,
  );
  return Object.fromEntries(
    chosen.map(([name, value]) => [name, isInit(name) ? shortInit(value as Spec) : value]),
  );
}

function specCode(spec: Spec, registry: Registry, used: Set<string>): Code {
  used.add(spec.kind);
  const { kind } = spec;
  const chosen = chosenOf(spec, registry);
  const positional = (POSITIONAL[kind] ?? []).map((name) => {
    const value = chosen[name] ?? spec[name];
    delete chosen[name];
    return value;
  });
  return call(kind, Object.keys(chosen).length > 0 ? [...positional, chosen] : positional);
}

const layerCode = (spec: Spec, used: Set<string>): Code =>
  specCode(
    spec.kind === "residual"
      ? { ...spec, layers: (spec.layers as Spec[]).map((inner) => layerCode(inner, used)) }
      : spec,
    layers,
    used,
  );

/** By its function where the rate is a number; schedules have their names in a spec only. */
function optimizerCode(spec: Spec, used: Set<string>): Code {
  const { kind, rate } = spec.learningRate as Spec;
  if (kind === "constant") return specCode({ ...spec, learningRate: rate }, optimizers, used);
  used.add("optimizerFrom");
  return call("optimizerFrom", [{ kind: spec.kind, ...chosenOf(spec, optimizers) }]);
}

const isInit = (name: string): boolean => name === "weightInit" || name === "biasInit";

/** An initializer by its name alone, where that says all. */
function shortInit(spec: Spec): unknown {
  const chosen = chosenOf(spec, initializers);
  return Object.keys(chosen).length === 0 ? spec.kind : { kind: spec.kind, ...chosen };
}

const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const definedOf = <T extends object>(from: T, names: readonly (keyof T)[]): Partial<T> =>
  Object.fromEntries(
    names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]),
  ) as Partial<T>;
