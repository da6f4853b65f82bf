import {
  type CrossValidationEvent,
  crossValidate,
  type Fold,
  type MeanScore,
  optimizerFrom,
  parseRecipe,
  type Recipe,
  type Spread,
} from "chainrule";
import { type LoadedData, loadData } from "chainrule/node";
import { augmentationOf } from "../augment-option.js";
import { divergenceOfFold } from "../divergence-error.js";
import { aboutOptions, EXIT, type ExitCode, Failure, usage } from "../errors.js";
import { Interrupt } from "../interrupt.js";
import { count, loss, percent, plural } from "../numbers.js";
import { Pace } from "../pace.js";
import { withOptions } from "../prepare-run.js";
import { findRecipe } from "../recipes.js";
import { FoldProgress } from "../sinks/folds.js";
import { table } from "../table.js";
import { err, note, out, print, printJson } from "../terminal.js";

export interface CrossvalidateCommandOptions {
  folds?: number;
  data?: string;
  set?: readonly string[];
  epochs?: number;
  seed?: number;
  json?: boolean;
}

type EndEvent = Extract<CrossValidationEvent, { type: "end" }>;

/** Turns of the event loop per second, in which Ctrl-C is noticed and the progress drawn anew. */
const TURNS = 20;
const FOLDS = 5;

/** `chainrule crossvalidate`. Returns what to exit with. */
export async function crossvalidateCommand(
  asked: string,
  options: CrossvalidateCommandOptions,
): Promise<ExitCode> {
  const { name, json } = findRecipe(asked);
  const recipe = aboutOptions(() => parseRecipe(withOptions(json, options), name));
  if (recipe.start !== undefined) {
    usage(
      `start of ${name}`,
      "a recipe whose networks all start by themselves",
      `a start from "${recipe.start.from}"`,
      "Leave it out: --set start=null.",
    );
  }
  const folds = options.folds ?? FOLDS;
  const data = await loadData(recipe.data, { seed: recipe.seed });
  const pace = new Pace(TURNS);
  const interrupt = new Interrupt(() => note("\nStopping after this step; once more to stop at once."));
  try {
    const events = crossValidate({
      ...recipe,
      data: data.train,
      optimizer: optimizerFrom(recipe.optimizer),
      augment: augmentationOf(recipe),
      folds,
      signal: interrupt,
    });
    note(beforeFolds(recipe.title ?? name, recipe, data, folds));
    const end = await follow(events, pace);
    const document = { recipe: name, ...documentOf(recipe, data, end), seconds: pace.seconds() };
    if (end.divergence !== undefined) {
      throw new Failure(divergenceOfFold(end.divergence, end.folds.length + 1), EXIT.failed, document);
    }
    if (options.json) printJson(document);
    else print(resultText(end, folds));
    return end.reason === "stopped" ? EXIT.interrupted : EXIT.done;
  } finally {
    interrupt.close();
  }
}

/** Hands every event to the progress, and from time to time lets the process turn to other things. */
async function follow(events: AsyncIterable<CrossValidationEvent>, pace: Pace): Promise<EndEvent> {
  const progress = new FoldProgress();
  let end: EndEvent | undefined;
  try {
    for await (const event of events) {
      progress.take(event);
      if (event.type === "end") end = event;
      if (!pace.due()) continue;
      progress.draw(pace.now);
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    progress.close();
  }
  return end!;
}

function beforeFolds(title: string, recipe: Recipe, { train, test }: LoadedData, folds: number): string {
  const kept = test ? `; ${count(test.size)} test samples stay out` : "";
  return [
    err.bold(title),
    `  ${err.dim("data ")} ${recipe.data}, ${plural(train.size, "sample")}${kept}`,
    `  ${err.dim("folds")} ${folds}, each of about ${count(train.size / folds)} samples, alike in their classes`,
  ].join("\n");
}

function documentOf(recipe: Recipe, data: LoadedData, { reason, folds, train, test }: EndEvent): object {
  return {
    status: reason,
    data: { spec: recipe.data, digest: data.digest },
    seed: recipe.seed,
    epochs: recipe.epochs,
    samples: data.train.size,
    folds,
    ...(train && { train }),
    ...(test && { test }),
  };
}

function resultText({ reason, folds, train, test }: EndEvent, wanted: number): string {
  if (train === undefined || test === undefined) return "\nStopped before a fold was done.";
  const part =
    reason === "done" ? `over ${plural(wanted, "fold")}` : `over ${folds.length} of ${wanted} folds`;
  const accuracy = out.bold(out.green(plusMinus(test.accuracy, percent)));
  const losses = plusMinus(test.loss, loss);
  return [
    "",
    `${accuracy} right on samples it has not seen, ${part} (loss ${losses})`,
    "",
    foldTable(folds, train, test),
  ].join("\n");
}

const plusMinus = ({ mean, std }: Spread, show: (value: number) => string): string =>
  std === undefined ? show(mean) : `${show(mean)} ± ${show(std)}`;

function foldTable(folds: readonly Fold[], train: MeanScore, test: MeanScore): string {
  const spread = (of: "mean" | "std") => [
    loss(train.loss[of] ?? Number.NaN),
    percent(train.accuracy[of] ?? Number.NaN),
    loss(test.loss[of] ?? Number.NaN),
    percent(test.accuracy[of] ?? Number.NaN),
  ];
  const rows = folds.map((result) => [
    String(result.fold),
    ...[result.train, result.test].flatMap((score) => [
      loss(score.loss),
      percent(score.accuracy ?? Number.NaN),
    ]),
    count(result.testSize),
  ]);
  const last = [["mean", ...spread("mean"), ""]];
  if (folds.length > 1) last.push(["±", ...spread("std"), ""]);
  return table(
    ["fold", ">loss", ">right", ">test loss", ">test right", ">test samples"],
    [...rows, ...last.map((row) => row.map((cell) => out.dim(cell)))],
  );
}
