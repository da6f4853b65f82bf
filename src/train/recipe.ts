import {
  type Field,
  flag,
  type JsonSchema,
  list,
  optional,
  parseFields,
  text,
  whole,
} from "../core/fields.js";
import type { Definition, Registry, Spec } from "../core/registry.js";
import { fieldsSchema, registrySchema } from "../core/schema.js";
import { augmentations, augmentField } from "../data/augment/index.js";
import { initializers } from "../initializers/index.js";
import { addEveryLayer } from "../layers/all.js";
import { layers } from "../layers/registry.js";
import { addEveryLoss } from "../losses/all.js";
import { losses } from "../losses/registry.js";
import { fullSpec, type ModelSpec, planModel } from "../model/plan.js";
import { optimizers } from "../optimizers/index.js";
import { addEverySchedule } from "../schedules/all.js";
import { schedules } from "../schedules/registry.js";
import { type EarlyStopping, earlyStopping, earlyStoppingFields } from "./early-stopping.js";
import { type Limits, limitFields } from "./limits.js";
import { type RunStart, start, startFields } from "./start.js";

/** All that makes a training run, as JSON. */
export interface Recipe extends Limits {
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
  /** Layers of another model that the run starts from; the command line sees to them, `loadWeights` in a program. */
  readonly start?: RunStart;
  /** What of the network stays as it is: names, or patterns, of layers or parameters. */
  readonly freeze?: readonly string[];
  readonly earlyStopping?: EarlyStopping;
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
      layers: { type: "array", items: layers.reference, minItems: 1 },
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
  start,
  freeze: optional(
    list(text({ help: 'a layer or parameter, or with * for any part of its name: "0.*", "*.b"' }), {
      help: "what of the network stays as it is",
    }),
  ),
  ...limitFields,
  earlyStopping,
  preprocessing: optional(
    text({ help: 'how a new picture is brought to the form of the data: "mnist-digit"' }),
  ),
};

/** Checks a recipe from end to end and fills in every default.
 *  Errors    E_FIELD, E_SHAPE, naming the field or the layer */
export function parseRecipe(value: unknown, where: string): Recipe {
  addEveryLayer();
  addEveryLoss();
  addEverySchedule();
  const { $schema: _, ...recipe } = parseFields(fields, value, where);
  return recipe;
}

/** All that a recipe chooses from by name; their schemas refer to one another. */
const registries = (): readonly Registry<Definition>[] => [
  layers,
  initializers,
  losses,
  optimizers,
  schedules,
  augmentations,
];

/** The JSON Schema of recipes, which editors use to complete and to check. */
export function recipeSchema(): JsonSchema {
  addEveryLayer();
  addEveryLoss();
  addEverySchedule();
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Chainrule recipe",
    ...fieldsSchema(fields),
    definitions: {
      ...Object.fromEntries(registries().map((registry) => [registry.noun, registrySchema(registry)])),
      earlyStopping: fieldsSchema(earlyStoppingFields),
      start: fieldsSchema(startFields),
    },
  };
}
