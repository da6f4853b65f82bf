import type { Command } from "commander";
import { add, type Exit, json } from "./options.js";

const HELP = `
Examples
  chainrule inspect runs/digits
  chainrule inspect model.safetensors --json
`;

/** `chainrule inspect`. */
export function addInspect(program: Command, exit: Exit): void {
  add(program, "inspect <model>", "Show layers, weights and origin of a model", HELP)
    .addOption(json)
    .action(async (model, options) => {
      const { inspectCommand } = await import("../commands/inspect.js");
      exit(await inspectCommand(model, options));
    });
}
