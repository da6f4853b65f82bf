import type { Command } from "commander";
import { all, type Exit, json, wholeNumber } from "./options.js";

const HELP = `
Examples
  chainrule data list
  chainrule data info mnist-10k
  chainrule data info mnist-10k:classes=5-9,train=500
  chainrule data preview moons:n=200,noise=0.2
  chainrule data preview mnist-10k --augment rotate:degrees=15 --augment elastic --png digits.png
  chainrule data get mnist

Data is named by a SPEC: a name or a path (a folder with the four IDX files, a .csv, a .npz, a folder of
images by class), perhaps with settings, as moons:n=60,noise=1. Any data takes
  classes=5-9      only some classes, by name: a range, or names with + between (1+7, setosa+virginica)
  train=500        so many training samples, drawn by the seed, each class in its proportion
  seed=7           what the random choices follow from
and what has no test part of its own
  test=0.3         what to keep back for testing: a share, or a number of samples
`;

const PREVIEW_HELP = `
Examples
  chainrule data preview moons:n=200,noise=0.2
  chainrule data preview mnist-10k --png digits.png
  chainrule data preview mnist-10k --augment shift:x=3,y=3 --augment rotate --seed 7
  chainrule data preview mnist-10k --augment '{"kind":"elastic","alpha":40}'

Ways to change images, with the settings that they have by themselves:
  shift:x=2,y=2             moves by up to so many pixels
  rotate:degrees=10         turns by up to so much, either way
  scale:from=0.9,to=1.1     makes larger or smaller
  shear:degrees=10          slants
  elastic:alpha=34,sigma=4  moves every pixel by a smooth random field
  noise:std=0.05            adds noise, as a share of the full contrast
A recipe has them as "augment": ["rotate", { "kind": "shift", "x": 3 }].
`;

const addPreviewOptions = (command: Command): Command =>
  command
    .option("--augment <kind:key=value,…>", "images as training would change them; may be given again", all)
    .option("--seed <n>", "of the model that would be trained", wholeNumber(0), 0)
    .option("--png <file>", "also draw images to a file")
    .addHelpText("before", PREVIEW_HELP.trimStart());

/** `chainrule data list`, `get`, `info`, `preview`. */
export function addData(program: Command, exit: Exit): void {
  const dataCommand = program
    .command("data")
    .description("List, fetch and look at data")
    .helpCommand(false)
    .addHelpText("before", HELP.trimStart());
  const dataActions = [
    ["list", "The names there are, and their settings"],
    ["get <name>", "Fetch data, so that it is there without a network"],
    ["info <spec>", "Counts, shape, classes and digest"],
    ["preview <spec>", "Draw some of it"],
  ] as const;
  for (const [call, summary] of dataActions) {
    const command = dataCommand.command(call).description(summary);
    if (call.startsWith("preview")) addPreviewOptions(command);
    command.addOption(json).action(async (...args: unknown[]) => {
      const module = await import("../commands/data.js");
      const [name] = call.split(" ");
      const options = args.at(-2) as { json?: boolean };
      exit(await module.dataCommands[name as keyof typeof module.dataCommands](args[0] as string, options));
    });
  }
}
