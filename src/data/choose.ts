import { type Field, type Fields, optional, real, type Values, whole } from "../core/fields.js";
import { split, type TrainTest } from "./split.js";
import { drawSamples, selectClasses } from "./subset.js";

/** Names of classes, which in a data spec may look like a number. */
const classNames: Field<string> = {
  help: "the classes to keep, numbered anew: names with + between, or a range such as 5-9",
  schema: { type: "string" },
  parse: (value) => String(value),
};

/** What any data takes, wherever it comes from. */
export const subsetFields = {
  classes: optional(classNames),
  train: optional(whole({ min: 1, help: "how many training samples to draw, each class in its proportion" })),
  seed: whole({ min: 0, fallback: 1, help: "what the random choices follow from" }),
} satisfies Fields;

/** How much is kept back for testing: 0 for nothing, below 1 a share, otherwise a number of samples. */
const testField = (fallback: number) =>
  real({ min: 0, fallback, help: "what to keep back for testing: a share below 1, or a number of samples" });

/** What data of one piece takes, wherever it comes from. */
export const splitFields = (test: number) => ({ test: testField(test), ...subsetFields });

/** Takes of the data what the settings ask for: some classes, then what is kept back for testing, then some of what is
 *  left to train with. */
export function choose(
  parts: TrainTest,
  { classes, test = 0, train, seed }: Values<typeof subsetFields> & { test?: number },
): TrainTest {
  if (classes !== undefined) {
    const kept = parts.test && selectClasses(parts.test, classes);
    parts = { train: selectClasses(parts.train, classes), ...(kept && { test: kept }) };
  }
  if (parts.test === undefined && test !== 0) parts = split(parts.train, { test, seed });
  return train === undefined ? parts : { ...parts, train: drawSamples(parts.train, { size: train, seed }) };
}
