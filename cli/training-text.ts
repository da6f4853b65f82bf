import { planModel, summarise } from "chainrule";
import { count, duration, loss, percent, plural } from "./numbers.js";
import type { PreparedRun } from "./prepare-run.js";
import { program } from "./program.js";
import type { TrainDocument } from "./sinks/json.js";
import { err, out } from "./terminal.js";

/** What is said before a run begins: what learns, from what, and where it is kept. */
export function beforeTraining({ name, recipe, data, model, start }: PreparedRun, dir: string): string {
  const sizes = [recipe.model.input.join("×")];
  for (const { kind, parameters, output } of summarise(planModel(recipe.model))) {
    if (parameters > 0) sizes.push(output.join("×"));
    else if (kind !== "flatten") sizes.push(kind);
  }
  const numbers = (parameters: typeof model.parameters) =>
    parameters.reduce((sum, { value }) => sum + value.length, 0);
  const frozen = numbers(model.parameters.filter(({ trainable }) => !trainable));
  const test = data.test ? ` + ${count(data.test.size)} to test` : "";
  return [
    `${err.bold(recipe.title ?? name)}`,
    `  ${err.dim("net ")} ${sizes.join(" → ")}; ${count(numbers(model.parameters))} parameters${frozen > 0 ? `, ${count(frozen)} frozen` : ""}`,
    ...(start?.source
      ? [
          `  ${err.dim("from")} ${start.layers.join(", ")} of ${relative(start.source.model)}${start.first ? "" : ", trained before"}`,
        ]
      : []),
    `  ${err.dim("data")} ${recipe.data}, ${count(data.train.size)} to learn from${test}`,
    `  ${err.dim("run ")} ${relative(dir)}`,
  ].join("\n");
}

/** What came out: how well it does, and how long it took. */
export function resultText({ data }: PreparedRun, document: TrainDocument): string {
  const { test, train, seconds, samplesPerSecond, epochs, stoppedEarly, restoredEpoch } = document;
  const score = test ?? train;
  const where = test
    ? `on ${count(data.test!.size)} samples it has not seen`
    : "on the samples it learnt from";
  const headline =
    score.accuracy === undefined
      ? `loss ${out.bold(loss(score.loss))} ${where}`
      : `${out.bold(out.green(percent(score.accuracy)))} right ${where} (loss ${loss(score.loss)})`;
  const pace =
    samplesPerSecond === 0
      ? `all ${plural(epochs, "epoch")} were done already`
      : `${plural(epochs, "epoch")} in ${duration(seconds)}, ${count(samplesPerSecond)} samples/s`;
  const lines = [headline, out.dim(pace)];
  const kept = restoredEpoch === undefined ? "" : `the weights are those of epoch ${count(restoredEpoch)}`;
  const early = stoppedEarly ? "stopped early" : "";
  if (kept !== "" || early !== "") lines.push(out.dim([early, kept].filter(Boolean).join("; ")));
  return ["", ...lines, ""].join("\n");
}

/** What to type next. */
export function nextText({ recipe }: PreparedRun, { run, status }: TrainDocument): string {
  const dir = relative(run);
  if (status === "stopped") {
    return `${out.dim("Stopped; everything is stored. To go on:")}\n  ${program} train --resume ${dir}`;
  }
  const isDigits = recipe.preprocessing === "mnist-digit";
  const sample = isDigits ? "photo-of-a-digit.png --show" : "new.csv";
  return [
    out.dim("Next:"),
    ...(isDigits ? [`  ${program} open ${dir}`] : []),
    `  ${program} evaluate ${dir} --report report.html`,
    `  ${program} predict ${dir} ${sample}`,
    `  ${program} inspect ${dir}`,
  ].join("\n");
}

/** A path as one would type it here. */
export function relative(path: string): string {
  const here = `${process.cwd()}/`;
  return path.startsWith(here) ? path.slice(here.length) : path;
}
