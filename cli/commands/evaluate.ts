import type { ClassReport, Evaluation } from "chainrule";
import { EXIT, type ExitCode } from "../errors.js";
import { type JudgedModel, judge } from "../evaluation.js";
import { parseMinimum, unmet } from "../minimum.js";
import { findModel } from "../model-source.js";
import { count, loss, percent } from "../numbers.js";
import { table } from "../table.js";
import { err, note, out, print, printJson } from "../terminal.js";

export interface EvaluateCommandOptions {
  data?: string;
  report?: string;
  min?: readonly string[];
  json?: boolean;
}

/** `chainrule evaluate`. Returns what to exit with. */
export async function evaluateCommand(asked: string, options: EvaluateCommandOptions): Promise<ExitCode> {
  const minima = (options.min ?? []).map(parseMinimum);
  const found = await findModel(asked);
  const judged = await judge(found, options.data, options.report !== undefined);
  const missed = unmet(minima, judged.result);
  if (options.report !== undefined) {
    const { writeReport } = await import("../report/write.js");
    await writeReport(options.report, found, judged);
  }
  if (options.json) {
    const { loaded, split } = judged;
    const { curves: _, ...result } = judged.result; // hundreds of points a class: those are for the page
    printJson({ model: found.path, data: loaded.name, split, ...result, report: options.report });
  } else {
    print(evaluationText(found.path, judged));
    if (options.report !== undefined) print(`\nThe report is in ${options.report}`);
  }
  for (const { metric, least, actual } of missed) {
    note(
      `${err.red("below --min")}  ${metric} is ${percent(actual)}, and should be ${percent(least)} or more`,
    );
  }
  return missed.length > 0 ? EXIT.belowMinimum : EXIT.done;
}

function evaluationText(path: string, { loaded, split, result }: JudgedModel): string {
  const { accuracy, samples } = result;
  const part = split === "test" ? "test samples" : "samples (none are kept back for testing)";
  const head =
    accuracy === undefined
      ? `loss ${out.bold(loss(result.loss))}`
      : `${out.bold(out.green(percent(accuracy)))} right, loss ${loss(result.loss)}`;
  const lines = [`${head}, on ${count(samples)} ${part} of ${loaded.name}`];
  const more = furtherFigures(result);
  if (more !== "") lines.push(more);
  lines.push(out.dim(path));
  if (result.perClass && result.macro) lines.push("", classTable(result.perClass, result.macro));
  if (result.perClass && result.confusion) {
    lines.push("", ...confusionTable(result.confusion, result.perClass));
  }
  return lines.join("\n");
}

/** What the probabilities say, in one line: `log loss 0.0992, AUC 0.9987, 99.80 % among the first three, …`. */
function furtherFigures({ logLoss, macro, top3, calibration }: Evaluation): string {
  const figures = [
    logLoss !== undefined && `log loss ${loss(logLoss)}`,
    macro?.rocAuc !== undefined && `mean AUC ${macro.rocAuc.toFixed(4)}`,
    top3 !== undefined && `${percent(top3)} among the first three`,
    calibration !== undefined && `calibration error ${percent(calibration.error)}`,
  ];
  return figures.filter((figure) => figure !== false).join(", ");
}

function classTable(perClass: readonly ClassReport[], macro: NonNullable<Evaluation["macro"]>): string {
  const figures = ({ precision, recall, f1 }: Omit<ClassReport, "class" | "support">) =>
    [precision, recall, f1].map((share) => percent(share, 1));
  return table(
    ["class", ">precision", ">recall", ">F1", ">samples"],
    [
      ...perClass.map((report) => [report.class, ...figures(report), count(report.support)]),
      ["mean", ...figures(macro), ""].map((cell) => out.dim(cell)),
    ],
  );
}

/** Rows are what is, columns what was answered; right answers are on the diagonal. */
function confusionTable(
  confusion: NonNullable<Evaluation["confusion"]>,
  perClass: readonly ClassReport[],
): string[] {
  const most = 20;
  if (perClass.length > most) return [out.dim(`${perClass.length} classes: see --json or --report`)];
  const names = perClass.map((report) => report.class.slice(0, 12));
  const worst = Math.max(...confusion.flatMap((row, i) => row.filter((_, j) => i !== j)));
  const cell = (n: number, right: boolean): string => {
    if (n === 0) return out.dim("·");
    if (right) return out.green(count(n));
    return n === worst ? out.bold(out.red(count(n))) : n > 1 ? out.yellow(count(n)) : count(n);
  };
  return [
    out.dim("  is ↓  answer →"),
    table(
      ["", ...names.map((name) => `>${name}`)],
      confusion.map((row, i) => [out.dim(names[i]), ...row.map((n, j) => cell(n, i === j))]),
    ),
  ];
}
