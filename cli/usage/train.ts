import type { Command } from "commander";
import { add, data, type Exit, json, set, wholeNumber } from "./options.js";

const HELP = `
Examples
  chainrule train digits
  chainrule train digits --epochs 5 --set optimizer.learningRate=0.05
  chainrule train digits --set model.layers.0.units=64 --seed 7 --out runs/small
  chainrule train mine.json --data ./digits-by-class
  chainrule train transfer-digits                 trains transfer-base first, and starts from its filters
  chainrule train --resume runs/digits            goes on where Ctrl-C, or a power cut, left off
`;

/** `chainrule train`. */
export function addTrain(program: Command, exit: Exit): void {
  add(program, "train [recipe]", "Train a network by a recipe: a name, or a .json file", HELP)
    .addOption(data)
    .addOption(set)
    .option("--epochs <n>", "passes over the training data", wholeNumber(1))
    .option("--seed <n>", "what all that is random follows from", wholeNumber(0))
    .option("--threads <n>", "threads to compute on; the result is the same", wholeNumber(1))
    .option("--out <dir>", "the run's folder, new or empty (otherwise runs/<name>)")
    .option("--resume <dir>", "go on with a run, bit for bit")
    .addOption(json)
    .action(async (recipe, options) => {
      const { trainCommand } = await import("../commands/train.js");
      exit(await trainCommand(recipe, options));
    });
}
