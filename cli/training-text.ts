import { planModel, summarise } from "chainrule";
import { count, duration, loss, percent, plural } from "./numbers.js";
import type { PreparedRun } from "./prepare-run.js";
import type { TrainDocument } from "./sinks/json.js";
import { err, out } from "./terminal.js";

/** What is said before a run begins: what learns, from what, and where it is kept. */
export function beforeTraining({ name, recipe, data, model }: PreparedRun, dir: string): string {
  const { layers } = recipe.model;
  const sizes = [recipe.model.input.join("×")];
  for (const { kind, parameters, output } of summarise(planModel(recipe.model))) {
    if (parameters > 0) sizes.push(output.join("×"));
    else if (kind !== "flatten") sizes.push(kind);
  }
  const parameters = model.parameters.reduce((sum, { value }) => sum + value.length, 0);
  const test = data.test ? ` + ${count(data.test.size)} to test` : "";
  return [
    `${err.bold(recipe.title ?? name)}`,
    `  ${err.dim("net ")} ${sizes.join(" → ")}, ${plural(layers.length, "layer")}, ${count(parameters)} parameters`,
    `  ${err.dim("data")} ${recipe.data}, ${count(data.train.size)} to learn from${test}`,
    `  ${err.dim("run ")} ${relative(dir)}`,
  ].join("\n");
}

/** What is said at the end: how well it does, how long it took, and what to type next. */
export function afterTraining({ data, recipe }: PreparedRun, document: TrainDocument): string {
  const { test, train, seconds, samplesPerSecond, epochs, status } = document;
  const score = test ?? train;
  const where = test
    ? `on ${count(data.test!.size)} samples it has not seen`
    : "on the samples it learnt from";
  const headline =
    score.accuracy === undefined
      ? `loss ${out.bold(loss(score.loss))} ${where}`
      : `${out.bold(out.green(percent(score.accuracy)))} right ${where} (loss ${loss(score.loss)})`;
  const pace = `${plural(epochs, "epoch")} in ${duration(seconds)}, ${count(samplesPerSecond)} samples/s`;
  const run = relative(document.run);
  const next =
    status === "stopped"
      ? [`  chainrule train --resume ${run}`]
      : [
          `  chainrule evaluate ${run} --report report.html`,
          `  chainrule predict ${run} ${recipe.preprocessing === "mnist-digit" ? "photo-of-a-digit.png --show" : "new.csv"}`,
          `  chainrule inspect ${run}`,
        ];
  const title = status === "stopped" ? "Stopped; the checkpoint is written. To go on:" : "Next:";
  return ["", headline, out.dim(pace), "", out.dim(title), ...next].join("\n");
}

/** A path as one would type it here. */
export function relative(path: string): string {
  const here = `${process.cwd()}/`;
  return path.startsWith(here) ? path.slice(here.length) : path;
}
