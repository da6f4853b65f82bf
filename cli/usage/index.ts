import type { Command } from "commander";
import { VERSION } from "../version.js";
import { addCrossvalidate } from "./crossvalidate.js";
import { addData } from "./data.js";
import { addEvaluate } from "./evaluate.js";
import { addExperiment } from "./experiment.js";
import { addGradcheck } from "./gradcheck.js";
import { addInspect } from "./inspect.js";
import { addOpen } from "./open.js";
import type { Exit } from "./options.js";
import { addPredict } from "./predict.js";
import { addTrain } from "./train.js";
import { addTune } from "./tune.js";
import { addWorker } from "./worker.js";

const HELP = `
Examples
  chainrule train digits                          a first network, in seconds, without any download
  chainrule train mnist-relu-256 --epochs 3       the full MNIST: 97 % and more
  chainrule evaluate runs/digits --report digits.html
  chainrule predict runs/digits photo.png --show
  chainrule crossvalidate iris-sigmoid-20-20 --data iris:test=0
  chainrule data preview moons:n=200,noise=0.2
  chainrule open runs/digits                      the workbench in the browser, with this model
`;

/** In the order in which the help lists them. */
const COMMANDS = [
  addTrain,
  addCrossvalidate,
  addEvaluate,
  addPredict,
  addInspect,
  addGradcheck,
  addOpen,
  addExperiment,
  addTune,
  addWorker,
  addData,
];

/** Gives the program its commands. What they do is loaded when one is called. */
export function addCommands(program: Command, exit: Exit): Command {
  program
    .description("Neural networks you can see through: train, look inside, use.")
    .version(VERSION)
    .addHelpText("before", HELP.trimStart())
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .helpCommand(false)
    .showSuggestionAfterError();
  for (const add of COMMANDS) add(program, exit);
  return program;
}
