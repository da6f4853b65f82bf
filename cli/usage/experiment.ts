import type { Command } from "commander";
import { all, type Exit, json, wholeNumber } from "./options.js";

const HELP = `
Examples
  chainrule experiment list --document 001
  chainrule experiment run backprop-by-hand
  chainrule experiment run neuron-as-line --set data=circles --report line.html
  chainrule experiment run --all

Each shows something about neural networks, says why, and checks what comes out: it ends with 4 when a figure is
outside its range. With other settings than its own it shows the figures and checks none.
`;

/** `chainrule experiment list`, `experiment run`. */
export function addExperiment(program: Command, exit: Exit): void {
  const experimentCommand = program
    .command("experiment")
    .description("Run an experiment that shows and explains something")
    .helpCommand(false)
    .addHelpText("before", HELP.trimStart());
  experimentCommand
    .command("list")
    .description("The experiments, by topic")
    .option("--topic <name>", "of one topic only")
    .option("--document <id>", "of one document only: 000 to 004")
    .addOption(json)
    .action(async (options) => {
      const { listCommand } = await import("../commands/experiment.js");
      exit(listCommand(options));
    });
  experimentCommand
    .command("run [id]")
    .description("Run one: charts, figures with their ranges, and why")
    .option("--set <name=value>", "change a setting; may be given again", all)
    .option("--full", "the document's own size, where that takes longer")
    .option("--seed <n>", "what all that is random follows from", wholeNumber(0))
    .option("--report <file.html>", "also write a page with the charts")
    .option(
      "--all",
      "run all of them with every seed, and write a table of what came out; with --full, also those that take longer",
    )
    .option("--out <file.md>", "where --all writes it (otherwise docs/results.md)")
    .addOption(json)
    .addHelpText("before", HELP.trimStart())
    .action(async (id, options) => {
      const { runCommand } = await import("../commands/experiment.js");
      exit(await runCommand(id, options));
    });
}
