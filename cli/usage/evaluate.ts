import type { Command } from "commander";
import { add, all, data, type Exit, json } from "./options.js";

const HELP = `
Examples
  chainrule evaluate runs/digits
  chainrule evaluate runs/digits --report report.html
  chainrule evaluate model.safetensors --data mnist --min accuracy=0.97
`;

/** `chainrule evaluate`. */
export function addEvaluate(program: Command, exit: Exit): void {
  add(program, "evaluate <model>", "Say how well a model does: a run's folder, or a file", HELP)
    .addOption(data)
    .option("--report <file.html>", "also write a page: confusions, mistakes, curves, calibration")
    .option("--min <metric=value>", "exit with 4 when it does worse, as accuracy=0.97", all)
    .addOption(json)
    .action(async (model, options) => {
      const { evaluateCommand } = await import("../commands/evaluate.js");
      exit(await evaluateCommand(model, options));
    });
}
