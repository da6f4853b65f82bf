import type { Command } from "commander";
import { add, type Exit, json } from "./options.js";

const HELP = `
Examples
  chainrule predict runs/digits seven.png --show
  chainrule predict runs/digits scans/ --json
  chainrule predict runs/digits - < seven.png
  chainrule predict runs/iris-sigmoid-20-20 flowers.csv
`;

/** `chainrule predict`. */
export function addPredict(program: Command, exit: Exit): void {
  add(program, "predict <model> <input...>", "Ask a model about images, folders, .csv, or - (stdin)", HELP)
    .option("--show", "draw what the network sees")
    .addOption(json)
    .action(async (model, inputs, options) => {
      const { predictCommand } = await import("../commands/predict.js");
      exit(await predictCommand(model, inputs, options));
    });
}
