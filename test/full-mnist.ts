import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const beside = fileURLToPath(new URL("../../shared/mnist", import.meta.url));

const candidates = [process.env.CHAINRULE_DATA, beside].filter((folder) => folder !== undefined);

/** The folder with the four files of MNIST: what `CHAINRULE_DATA` names, or `../shared/mnist` beside the checkout.
 *  Undefined where there is none; tests that need it are then skipped, except in CI, which must not pass without. */
export const fullMnist: string | undefined = candidates.find((folder) =>
  ["train-images-idx3-ubyte", "train-images-idx3-ubyte.gz"].some((name) => existsSync(join(folder, name))),
);

if (fullMnist === undefined) {
  const message = "No MNIST: set CHAINRULE_DATA to a folder with its four IDX files.";
  if (process.env.CI === "true") throw new Error(message);
  console.warn(`${message} Tests of it are skipped.`);
}
