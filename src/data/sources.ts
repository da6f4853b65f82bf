import { parseFields } from "../core/fields.js";
import { type Definition, Registry } from "../core/registry.js";
import { choose, splitFields } from "./choose.js";
import { parseDataSpec } from "./data-spec.js";
import { iris } from "./iris.js";
import type { TrainTest } from "./split.js";
import { type SyntheticDefinition, syntheticRegistry } from "./synthetic/index.js";

/** Data that has a name of its own in a data spec. */
export interface DataSource extends Definition {
  load(values: any): TrainTest | Promise<TrainTest>;
}

/** Data that are at hand wherever the library is. */
interface BuiltInSource extends DataSource {
  load(values: any): TrainTest;
}

const irisSource: BuiltInSource = {
  kind: "iris",
  summary: "Fisher's 150 flowers of three species, four lengths each",
  fields: splitFields(50),
  load: (values) => choose({ train: iris() }, values),
};

/** Its own fields come first, and keep their meaning: `classes` of blobs is how many there are. */
const synthetic = ({ kind, summary, fields, generate }: SyntheticDefinition<any>): BuiltInSource => ({
  kind,
  summary,
  fields: { ...fields, ...splitFields(0), ...fields },
  load: (values) =>
    choose({ train: generate(values) }, "classes" in fields ? { ...values, classes: undefined } : values),
});

/** Every name of a data spec that needs neither files nor a network. */
export const builtInSources = new Registry<BuiltInSource>("data set", [
  irisSource,
  ...syntheticRegistry.definitions.map(synthetic),
]);

/** Makes the data of a spec that needs no file: iris or a synthetic set, the same numbers as `loadData` gives in Node.
 *  @param options.seed for whatever is random and has no `seed` of its own in the spec; 1 by default
 *  Errors    E_FIELD an unknown name or setting
 *
 *  @example
 *  const { train, test } = builtInData("spiral:n=400,features=x1+x2+sinx1,test=0.5"); */
export function builtInData(spec: string, options: { seed?: number } = {}): TrainTest {
  const { name, values } = parseDataSpec(spec);
  const { kind, fields, load } = builtInSources.get(name, "data");
  return load(parseFields(fields, { seed: options.seed, ...values }, `data "${kind}"`));
}
