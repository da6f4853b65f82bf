import { ChainruleError, display } from "../core/errors.js";
import {
  type Field,
  type JsonSchema,
  optional,
  parseFields,
  real,
  text,
  type Values,
  whole,
} from "../core/fields.js";
import { fieldsSchema, registrySchema } from "../core/schema.js";
import { type Objective, objectiveField, objectiveSchema } from "./objective.js";
import { pruners } from "./pruners/index.js";
import { samplers } from "./samplers/index.js";
import { parameterSchema, spaceField } from "./space.js";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const recipe: Field<string | Record<string, unknown>> = {
  help: "what is trained: a recipe by name or file, or written out",
  schema: {
    description: "what is trained: a recipe by name or file, or written out",
    anyOf: [{ type: "string" }, { $ref: "./recipe.schema.json" }],
  },
  parse(value, where) {
    if (typeof value === "string" || isObject(value)) return value;
    return refuse(
      where,
      "a recipe's name, file or JSON",
      display(value),
      'Write for example "recipe": "digits".',
    );
  },
};

const set: Field<Record<string, unknown>> = {
  help: "values of the recipe that are other than it has them, by path; null leaves one out",
  schema: {
    type: "object",
    description: "values of the recipe that are other than it has them, by path; null leaves one out",
  },
  fallback: {},
  parse(value, where) {
    if (isObject(value)) return value;
    return refuse(where, "values by their path", display(value), 'Write for example { "epochs": 5 }.');
  },
};

const fields = {
  $schema: optional(text({ help: "where the JSON Schema of studies is, for editors" })),
  title: optional(text({ help: "a line that names it" })),
  about: optional(text({ help: "a sentence or two: what it is to find out" })),
  recipe,
  set,
  space: spaceField,
  objective: objectiveField,
  sampler: samplers.field({
    help: "how what to try next is chosen",
    fallback: samplers.parse("tpe", "sampler"),
  }),
  pruner: pruners.field({
    help: "how it is told early that a trial will come to nothing",
    fallback: pruners.parse("none", "pruner"),
  }),
  trials: whole({ help: "how many sets of values are tried", min: 1, max: 1e6, fallback: 100 }),
  timeout: optional(real({ help: "seconds after which no new trial is begun", above: 0 })),
  patience: real({
    help: "seconds without a sign of life after which a trial counts as hung",
    above: 0,
    fallback: 120,
  }),
  validation: optional(
    real({
      help: "what of the training data is kept back to judge trials by, in place of the test data: a share below 1, or a number of samples",
      above: 0,
    }),
  ),
  seed: whole({ help: "what the choice of values follows from", min: 0, fallback: 0 }),
};

/** A search, as JSON: what is trained, what is varied, how, and what counts. */
export type StudyFile = Omit<Values<typeof fields>, "$schema">;

/** Checks a study file and fills in every default. Whether its paths are in the recipe, `checkSpace` says.
 *  Errors    E_FIELD, naming the field */
export function parseStudy(value: unknown, where: string): StudyFile {
  const { $schema: _, ...study } = parseFields(fields, value, where);
  checkPruner(study.objective, study.pruner.kind, where);
  return study;
}

function checkPruner(objective: readonly Objective[], kind: string, where: string): void {
  if (kind === "none") return;
  if (objective.length > 1)
    refuse(`${where}.pruner`, "no pruner beside several objectives", `"${kind}"`, 'Set "pruner" to "none".');
  if (objective[0].metric === "parameters")
    refuse(`${where}.pruner`, "a metric that training changes", '"parameters"', 'Set "pruner" to "none".');
}

/** The JSON Schema of study files, which editors use to complete and to check. */
export function studySchema(): JsonSchema {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Chainrule study",
    ...fieldsSchema(fields),
    definitions: {
      parameter: parameterSchema(),
      objective: objectiveSchema(),
      sampler: registrySchema(samplers),
      pruner: registrySchema(pruners),
    },
  };
}

function refuse(where: string, expected: string, got: string, remedy: string): never {
  throw new ChainruleError("E_FIELD", { where, expected, got, remedy });
}
