import type { Command } from "commander";
import { add, type Exit, json, wholeNumber } from "./options.js";

const HELP = `
Examples
  chainrule gradcheck iris-sigmoid-20-20
  chainrule gradcheck mine.json --samples 500 --seed 7
  chainrule gradcheck digits --json

Compares each gradient that backpropagation gives with differences of the loss, in float64, on made-up inputs.
Of a large net only a sample of numbers per parameter is checked; --samples says how many.
Ends with 1 when a relative error is above 1e-6.
`;

/** `chainrule gradcheck`. */
export function addGradcheck(program: Command, exit: Exit): void {
  add(program, "gradcheck <recipe>", "Check the gradients of a recipe's network", HELP)
    .option("--samples <n>", "numbers to check per parameter; all of a small net", wholeNumber(1))
    .option("--seed <n>", "of the weights, the inputs, and what is checked", wholeNumber(0), 1)
    .addOption(json)
    .action(async (recipe, options) => {
      const { gradcheckCommand } = await import("../commands/gradcheck.js");
      exit(await gradcheckCommand(recipe, options));
    });
}
