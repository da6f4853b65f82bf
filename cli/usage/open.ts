import { type Command, InvalidArgumentError } from "commander";
import { add, type Exit, json, wholeNumber } from "./options.js";

const HELP = `
Examples
  chainrule open                                  the workbench, in the browser
  chainrule open runs/digits                      with a model on the page where one draws digits
  chainrule open model.safetensors --port 8080
  chainrule open --no-browser --json

Serves the workbench to this machine alone, with the runs (runs/), studies (studies/), models (*.safetensors) and recipes
(*.json) of the current folder, and the full MNIST where that has been fetched. Ctrl-C ends it.
`;

function portNumber(text: string): number {
  const value = wholeNumber(0)(text);
  if (value <= 65_535) return value;
  throw new InvalidArgumentError("Expected a port: 1 to 65535, or 0 for any that is free.");
}

/** `chainrule open`. */
export function addOpen(program: Command, exit: Exit): void {
  add(program, "open [model]", "Open the workbench in the browser, perhaps with a model", HELP)
    .option("--port <n>", "where to listen (otherwise 5784, or the next that is free)", portNumber)
    .option("--no-browser", "only print the address")
    .addOption(json)
    .action(async (model, options) => {
      const { openCommand } = await import("../commands/open.js");
      exit(await openCommand(model, options));
    });
}
