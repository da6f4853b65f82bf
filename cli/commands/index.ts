import { type Command, InvalidArgumentError, Option } from "commander";
import { VERSION } from "../version.js";

/** Takes what a command is to exit with. */
type Exit = (code: number) => void;

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

const TRAIN_HELP = `
Examples
  chainrule train digits
  chainrule train digits --epochs 5 --set optimizer.learningRate=0.05
  chainrule train digits --set model.layers.0.units=64 --seed 7 --out runs/small
  chainrule train mine.json --data ./digits-by-class
  chainrule train transfer-digits                 trains transfer-base first, and starts from its filters
  chainrule train --resume runs/digits            goes on where Ctrl-C, or a power cut, left off
`;

const CROSSVALIDATE_HELP = `
Examples
  chainrule crossvalidate iris-sigmoid-20-20 --data iris:test=0
  chainrule crossvalidate digits --folds 3 --epochs 4
  chainrule crossvalidate mine.json --folds 10 --seed 7 --json

Trains one network for each fold, on all the others, and tests it on that fold. Test data that is kept
back stays so; with :test=0 there is none, and all samples are divided. Nothing is stored.
`;

const EVALUATE_HELP = `
Examples
  chainrule evaluate runs/digits
  chainrule evaluate runs/digits --report report.html
  chainrule evaluate model.safetensors --data mnist --min accuracy=0.97
`;

const PREDICT_HELP = `
Examples
  chainrule predict runs/digits seven.png --show
  chainrule predict runs/digits scans/ --json
  chainrule predict runs/digits - < seven.png
  chainrule predict runs/iris-sigmoid-20-20 flowers.csv
`;

const INSPECT_HELP = `
Examples
  chainrule inspect runs/digits
  chainrule inspect model.safetensors --json
`;

const GRADCHECK_HELP = `
Examples
  chainrule gradcheck iris-sigmoid-20-20
  chainrule gradcheck mine.json --samples 500 --seed 7
  chainrule gradcheck digits --json

Compares each gradient that backpropagation gives with differences of the loss, in float64, on made-up inputs.
Of a large net only a sample of numbers per parameter is checked; --samples says how many.
Ends with 1 when a relative error is above 1e-6.
`;

const OPEN_HELP = `
Examples
  chainrule open                                  the workbench, in the browser
  chainrule open runs/digits                      with a model on the page where one draws digits
  chainrule open model.safetensors --port 8080
  chainrule open --no-browser --json

Serves the workbench to this machine alone, with the runs (runs/), models (*.safetensors) and recipes (*.json) of the
current folder, and the full MNIST where that has been fetched. Ctrl-C ends it.
`;

const TUNE_HELP = `
Examples
  chainrule tune study.json                       searches as the file says; docs/tuning.md has how to write one
  chainrule tune study.json --trials 20 --workers 2
  chainrule tune study.json --resume              goes on where Ctrl-C, or a power cut, left off
  chainrule tune show studies/study               every trial
  chainrule tune best studies/study               the best, and how to train with it
  chainrule tune export studies/study > study.csv
  chainrule tune study.json --queue redis://host  trials go to the workers of a queue: chainrule worker
`;

const WORKER_HELP = `
Examples
  chainrule worker --queue redis://localhost
  chainrule worker --queue redis://host:6379 --threads 8 --data /data/mnist

Takes trials of \`chainrule tune --queue\` from a Redis or Valkey, trains them, and gives back what came of
them; on as many machines as there are. Ctrl-C gives back what is under way. Needs the packages bullmq and ioredis.
`;

const DATA_HELP = `
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

const EXPERIMENT_HELP = `
Examples
  chainrule experiment list --document 001
  chainrule experiment run backprop-by-hand
  chainrule experiment run neuron-as-line --set data=circles --report line.html
  chainrule experiment run --all

Each shows something about neural networks, says why, and checks what comes out: it ends with 4 when a figure is
outside its range. With other settings than its own it shows the figures and checks none.
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

function wholeNumber(least: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Expected a whole number ≥ ${least}.`);
  };
}

function portNumber(text: string): number {
  const value = wholeNumber(0)(text);
  if (value <= 65_535) return value;
  throw new InvalidArgumentError("Expected a port: 1 to 65535, or 0 for any that is free.");
}

const all = (value: string, before: string[] = []): string[] => [...before, value];
const data = new Option("--data <spec>", "other data: a name, or a path");
const set = new Option(
  "--set <path=value>",
  "change a value of the recipe, null leaves it out; may be given again",
).argParser(all);
const json = new Option("--json", "one JSON document on stdout");

const addPreviewOptions = (command: Command): Command =>
  command
    .option("--augment <kind:key=value,…>", "images as training would change them; may be given again", all)
    .option("--seed <n>", "of the model that would be trained", wholeNumber(0), 0)
    .option("--png <file>", "also draw images to a file")
    .addHelpText("before", PREVIEW_HELP.trimStart());

/** `tune` itself, and what looks at a study. */
function addTune(tune: Command, exit: Exit): void {
  tune
    .option("--trials <n>", "sets of values to try, in place of what the file says", wholeNumber(1))
    .option("--workers <n>", "trials at once (otherwise one for each processor)", wholeNumber(1))
    .option("--resume", "go on with the study")
    .option("--out <dir>", "the study's folder, new or empty (otherwise studies/<name>)")
    .option("--queue <url>", "hand trials to workers: redis://host:6379")
    .addOption(json)
    .helpCommand(false)
    .action(async (study, options) => {
      const { tuneCommand } = await import("./tune.js");
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
      const { studyCommands } = await import("./tune-study.js");
      const [name] = call.split(" ");
      exit(studyCommands[name as keyof typeof studyCommands](dir, optsWithGlobals.call(command)));
    });
  }
}

/** Gives the program its commands. */
export function addCommands(program: Command, exit: Exit): Command {
  const add = (parent: Command, call: string, summary: string, help: string): Command =>
    parent.command(call).summary(summary).description(summary).addHelpText("before", help.trimStart());

  program
    .description("Neural networks you can see through: train, look inside, use.")
    .version(VERSION)
    .addHelpText("before", HELP.trimStart())
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .helpCommand(false)
    .showSuggestionAfterError();

  add(program, "train [recipe]", "Train a network by a recipe: a name, or a .json file", TRAIN_HELP)
    .addOption(data)
    .addOption(set)
    .option("--epochs <n>", "passes over the training data", wholeNumber(1))
    .option("--seed <n>", "what all that is random follows from", wholeNumber(0))
    .option("--threads <n>", "threads to compute on; the result is the same", wholeNumber(1))
    .option("--out <dir>", "the run's folder, new or empty (otherwise runs/<name>)")
    .option("--resume <dir>", "go on with a run, bit for bit")
    .addOption(json)
    .action(async (recipe, options) => {
      const { trainCommand } = await import("./train.js");
      exit(await trainCommand(recipe, options));
    });

  add(
    program,
    "crossvalidate <recipe>",
    "Say how a recipe does, and how far that varies: k-fold",
    CROSSVALIDATE_HELP,
  )
    .option("--folds <n>", "parts that the training data are divided into (otherwise 5)", wholeNumber(2))
    .addOption(data)
    .addOption(set)
    .option("--epochs <n>", "passes over the training data", wholeNumber(1))
    .option("--seed <n>", "what all that is random follows from, the folds too", wholeNumber(0))
    .addOption(json)
    .action(async (recipe, options) => {
      const { crossvalidateCommand } = await import("./crossvalidate.js");
      exit(await crossvalidateCommand(recipe, options));
    });

  add(program, "evaluate <model>", "Say how well a model does: a run's folder, or a file", EVALUATE_HELP)
    .addOption(data)
    .option("--report <file.html>", "also write a page: confusions, mistakes, curves, calibration")
    .option("--min <metric=value>", "exit with 4 when it does worse, as accuracy=0.97", all)
    .addOption(json)
    .action(async (model, options) => {
      const { evaluateCommand } = await import("./evaluate.js");
      exit(await evaluateCommand(model, options));
    });

  add(
    program,
    "predict <model> <input...>",
    "Ask a model about images, folders, .csv, or - (stdin)",
    PREDICT_HELP,
  )
    .option("--show", "draw what the network sees")
    .addOption(json)
    .action(async (model, inputs, options) => {
      const { predictCommand } = await import("./predict.js");
      exit(await predictCommand(model, inputs, options));
    });

  add(program, "inspect <model>", "Show layers, weights and origin of a model", INSPECT_HELP)
    .addOption(json)
    .action(async (model, options) => {
      const { inspectCommand } = await import("./inspect.js");
      exit(await inspectCommand(model, options));
    });

  add(program, "gradcheck <recipe>", "Check the gradients of a recipe's network", GRADCHECK_HELP)
    .option("--samples <n>", "numbers to check per parameter; all of a small net", wholeNumber(1))
    .option("--seed <n>", "of the weights, the inputs, and what is checked", wholeNumber(0), 1)
    .addOption(json)
    .action(async (recipe, options) => {
      const { gradcheckCommand } = await import("./gradcheck.js");
      exit(await gradcheckCommand(recipe, options));
    });

  add(program, "open [model]", "Open the workbench in the browser, perhaps with a model", OPEN_HELP)
    .option("--port <n>", "where to listen (otherwise 5784, or the next that is free)", portNumber)
    .option("--no-browser", "only print the address")
    .addOption(json)
    .action(async (model, options) => {
      const { openCommand } = await import("./open.js");
      exit(await openCommand(model, options));
    });

  const experimentCommand = program
    .command("experiment")
    .description("Run an experiment that shows and explains something")
    .helpCommand(false)
    .addHelpText("before", EXPERIMENT_HELP.trimStart());
  experimentCommand
    .command("list")
    .description("The experiments, by topic")
    .option("--topic <name>", "of one topic only")
    .option("--document <id>", "of one document only: 000 to 004")
    .addOption(json)
    .action(async (options) => {
      const { listCommand } = await import("./experiment.js");
      exit(listCommand(options));
    });
  experimentCommand
    .command("run [id]")
    .description("Run one: charts, figures with their ranges, and why")
    .option("--set <name=value>", "change a setting; may be given again", all)
    .option("--full", "the document's own size, where that takes longer")
    .option("--seed <n>", "what all that is random follows from", wholeNumber(0))
    .option("--report <file.html>", "also write a page with the charts")
    .option("--all", "run all of them with every seed, and write a table of what came out")
    .option("--out <file.md>", "where --all writes it (otherwise docs/results.md)")
    .addOption(json)
    .addHelpText("before", EXPERIMENT_HELP.trimStart())
    .action(async (id, options) => {
      const { runCommand } = await import("./experiment.js");
      exit(await runCommand(id, options));
    });

  addTune(add(program, "tune [study]", "Search for good settings, as a study file says", TUNE_HELP), exit);

  add(program, "worker", "Train trials that a queue hands out", WORKER_HELP)
    .requiredOption("--queue <url>", "the Redis that trials come from: redis://host:6379")
    .option("--threads <n>", "trials at once (otherwise one for each processor)", wholeNumber(1))
    .option("--data <path>", "where else data may be, known by their digest; may be given again", all)
    .option(
      "--lease <seconds>",
      "after which a trial of a worker that is gone is begun again",
      wholeNumber(1),
      30,
    )
    .action(async (options) => {
      const { workerCommand } = await import("./worker.js");
      exit(await workerCommand(options));
    });

  const dataCommand = program
    .command("data")
    .description("List, fetch and look at data")
    .helpCommand(false)
    .addHelpText("before", DATA_HELP.trimStart());
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
      const module = await import("./data.js");
      const [name] = call.split(" ");
      const options = args.at(-2) as { json?: boolean };
      exit(await module.dataCommands[name as keyof typeof module.dataCommands](args[0] as string, options));
    });
  }
  return program;
}
