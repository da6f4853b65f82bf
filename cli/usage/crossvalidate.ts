import type { Command } from "commander";
import { add, data, type Exit, json, set, wholeNumber } from "./options.js";

const HELP = `
Examples
  chainrule crossvalidate iris-sigmoid-20-20 --data iris:test=0
  chainrule crossvalidate digits --folds 3 --epochs 4
  chainrule crossvalidate mine.json --folds 10 --seed 7 --json

Trains one network for each fold, on all the others, and tests it on that fold. Test data that is kept
back stays so; with :test=0 there is none, and all samples are divided. Nothing is stored.
`;

/** `chainrule crossvalidate`. */
export function addCrossvalidate(program: Command, exit: Exit): void {
  add(program, "crossvalidate <recipe>", "Say how a recipe does, and how far that varies: k-fold", HELP)
    .option("--folds <n>", "parts that the training data are divided into (otherwise 5)", wholeNumber(2))
    .addOption(data)
    .addOption(set)
    .option("--epochs <n>", "passes over the training data", wholeNumber(1))
    .option("--seed <n>", "what all that is random follows from, the folds too", wholeNumber(0))
    .addOption(json)
    .action(async (recipe, options) => {
      const { crossvalidateCommand } = await import("../commands/crossvalidate.js");
      exit(await crossvalidateCommand(recipe, options));
    });
}
