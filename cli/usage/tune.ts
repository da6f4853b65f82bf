import type { Command } from "commander";
import { add, type Exit, json, wholeNumber } from "./options.js";

const HELP = `
Examples
  chainrule tune study.json                       searches as the file says; docs/tuning.md has how to write one
  chainrule tune study.json --trials 20 --workers 2
  chainrule tune study.json --resume              goes on where Ctrl-C, or a power cut, left off
  chainrule tune show studies/study               every trial
  chainrule tune best studies/study               the best, and how to train with it
  chainrule tune export studies/study > study.csv
  chainrule tune study.json --queue redis://host  trials go to the workers of a queue: chainrule worker
`;

/** `chainrule tune`, and what looks at a study. */
export function addTune(program: Command, exit: Exit): void {
  const tune = add(program, "tune [study]", "Search for good settings, as a study file says", HELP);
  tune
    .option("--trials <n>", "sets of values to try, in place of what the file says", wholeNumber(1))
    .option("--workers <n>", "trials at once (otherwise one for each processor)", wholeNumber(1))
    .option("--resume", "go on with the study")
    .option("--out <dir>", "the study's folder, new or empty (otherwise studies/<name>)")
    .option("--queue <url>", "hand trials to workers: redis://host:6379")
    .addOption(json)
    .helpCommand(false)
    .action(async (study, options) => {
      const { tuneCommand } = await import("../commands/tune.js");
      exit(await tuneCommand(study, options));
    });
  const views = [
    ["show <study>", "Every trial of a study, by its folder"],
    ["best <study>", "The best trial, and how to train with its values"],
    ["export <study>", "All trials as CSV"],
  ] as const;
  for (const [call, summary] of views) {
    const command = tune.command(call).description(summary).addOption(json);
    command.action(async (dir: string, _own, { optsWithGlobals }: Command) => {
      const { studyCommands } = await import("../commands/tune-study.js");
      const [name] = call.split(" ");
      exit(studyCommands[name as keyof typeof studyCommands](dir, optsWithGlobals.call(command)));
    });
  }
}
