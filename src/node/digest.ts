import { createHash } from "node:crypto";
import type { Dataset } from "../data/dataset.js";
import type { TrainTest } from "../data/split.js";

/** SHA-256, in hex, of everything that training and testing see: inputs, shape and targets of both parts. Two runs with
 *  the same digest had the same data. */
export function dataDigest({ train, test }: TrainTest): string {
  const hash = createHash("sha256");
  const add = (name: string, { inputs, shape, targets, size }: Dataset) => {
    const types = `${inputs[Symbol.toStringTag]} ${targets[Symbol.toStringTag]}`;
    hash.update(`${name} ${size} [${shape.join(", ")}] ${types} ${targets.length}\n`);
    hash.update(inputs).update(targets);
  };
  add("train", train);
  if (test !== undefined) add("test", test);
  return hash.digest("hex");
}
