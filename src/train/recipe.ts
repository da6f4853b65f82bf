import {
  type Field,
  fieldsSchema,
  flag,
  type JsonSchema,
  optional,
  parseFields,
  text,
  whole,
} from "../core/fields.js";
import type { Spec } from "../core/registry.js";
import { augmentField } from "../data/augment/index.js";
import { layers } from "../layers/index.js";
import { losses } from "../losses/index.js";
import { fullSpec, type ModelPlan, type ModelSpec, planModel } from "../model/plan.js";
import { optimizers } from "../optimizers/index.js";

/** All that makes a training run, as JSON. */
export interface Recipe {
  readonly title?: string;
  /** A sentence or two: what it shows. */
  readonly about?: string;
  /** The data SPEC: a name, or a path. */
  readonly data: string;
  readonly model: ModelSpec;
  readonly loss: Spec;
  readonly optimizer: Spec;
  readonly epochs: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
  /** How training images are changed at random, anew in every epoch. */
  readonly augment: readonly Spec[];
  readonly seed: number;
  /** How new samples are brought to the form of the data: "mnist-digit". */
  readonly preprocessing?: string;
}

const modelField: Field<ModelSpec> = {
  help: "the network: the shape of one sample, and its layers in order",
  schema: {
    type: "object",
    description: "the network: the shape of one sample, and its layers in order",
    properties: {
      input: { type: "array", items: { type: "integer", minimum: 1 }, minItems: 1 },
      layers: { type: "array", items: layers.schema(), minItems: 1 },
    },
    required: ["input", "layers"],
    additionalProperties: false,
  },
  parse: (value, where) => fullSpec(planModel(value, where)),
};

const fields = {
  $schema: optional(text({ help: "where the JSON Schema of recipes is, for editors" })),
  title: optional(text({ help: "a line that names it" })),
  about: optional(text({ help: "a sentence or two: what it shows" })),
  data: text({ help: "a data set by name (mnist-10k, moons:n=60,noise=1) or by path" }),
  model: modelField,
  loss: losses.field({ help: "what is made small" }),
  optimizer: optimizers.field({ help: "how the weights move" }),
  epochs: whole({ help: "passes over the training set", min: 1, max: 1e9 }),
  batchSize: whole({ help: "samples per step", min: 1, max: 2 ** 24 }),
  shuffle: flag({ help: "whether each epoch has a new order", fallback: true }),
  augment: augmentField,
  seed: whole({ help: "the seed of all that is random", min: 0, fallback: 0 }),
  preprocessing: optional(
    text({ help: 'how a new picture is brought to the form of the data: "mnist-digit"' }),
  ),
};

/** Checks a recipe from end to end and fills in every default.
 *  Errors    E_FIELD, E_SHAPE, naming the field or the layer */
export function parseRecipe(value: unknown, where: string): Recipe {
  const { $schema: _, ...recipe } = parseFields(fields, value, where);
  return recipe;
}

/** The network of a recipe that has been parsed. */
export const planOf = (recipe: Recipe): ModelPlan => planModel(recipe.model);

/** The JSON Schema of recipes, which editors use to complete and to check. */
export const recipeSchema = (): JsonSchema => ({
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Chainrule recipe",
  ...fieldsSchema(fields),
});
