// Data by their spec, as a page can have them: what the library makes, the digits that lie beside the page, and the full
// MNIST where `chainrule open` serves it.
import { builtInData, choose, parseDataSpec, type TrainTest } from "chainrule/data";
import { loadDigits } from "./digits-data.ts";

/** @param base the address of the page
 *  @param seed for whatever is random and has no seed in the spec
 *  Errors    E_FIELD, E_IO, E_FORMAT */
export async function experimentData(base: string, spec: string, seed = 1): Promise<TrainTest> {
  const { name, values } = parseDataSpec(spec);
  if (name !== "mnist" && name !== "mnist-10k") return builtInData(spec, { seed });
  const { classes, train } = values;
  return choose(await loadDigits(name, base), {
    classes: classes === undefined ? undefined : String(classes),
    train: train === undefined ? undefined : Number(train),
    seed: Number(values.seed ?? seed),
  });
}
