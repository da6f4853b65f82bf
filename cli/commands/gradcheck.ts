import { type GradcheckResult, gradcheck, planModel, type Recipe, summarise } from "chainrule";
import { EXIT, type ExitCode } from "../errors.js";
import { count, percent } from "../numbers.js";
import { Pace } from "../pace.js";
import { findRecipe } from "../recipes.js";
import { table } from "../table.js";
import { err, out, print, printJson } from "../terminal.js";

export interface GradcheckCommandOptions {
  readonly samples?: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** A larger relative error is a mistake: rounding leaves some 1e-8. */
const TOLERANCE = 1e-6;
/** Inputs that the loss is taken of. */
const BATCH = 3;
/** A net is checked whole when that takes at most so many multiply-adds per sample and point; a blink of an eye. */
const SMALL = 2e7;
/** Numbers per parameter of a larger one. */
const SAMPLES = 50;

/** `chainrule gradcheck`. Returns what to exit with. */
export async function gradcheckCommand(
  asked: string,
  { samples, seed, json }: GradcheckCommandOptions,
): Promise<ExitCode> {
  const { name, recipe } = findRecipe(asked);
  const parameters = await gradcheck(recipe.model, {
    loss: recipe.loss,
    batchSize: BATCH,
    seed,
    samples: samples ?? (isSmall(recipe) ? undefined : SAMPLES),
    onProgress: progress(),
  });
  const worst = parameters.reduce((a, b) => (b.relativeError > a.relativeError ? b : a));
  const passed = worst.relativeError <= TOLERANCE;
  if (json) {
    const document = { recipe: name, loss: recipe.loss, seed, batchSize: BATCH, tolerance: TOLERANCE };
    printJson({ ...document, passed, worst, parameters });
  } else print(textOf(recipe.title ?? name, parameters, worst, passed));
  return passed ? EXIT.done : EXIT.failed;
}

/** Each number of a parameter takes some passes over the whole net. */
function isSmall(recipe: Recipe): boolean {
  const layers = summarise(planModel(recipe.model));
  const inputs = recipe.model.input.reduce((product, extent) => product * extent, 1);
  const numbers = layers.reduce((sum, { parameters }) => sum + parameters, BATCH * inputs);
  return numbers * layers.reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0) <= SMALL;
}

/** A line on the terminal that counts up to 100 %, and is gone at the end. */
function progress(): (done: number, total: number) => void {
  if (!process.stderr.isTTY) return () => {};
  const pace = new Pace(10);
  return (done, total) => {
    if (done === total - 1) process.stderr.write("\r\x1b[K");
    else if (pace.due()) process.stderr.write(`\r\x1b[K${err.dim(`checking ${percent(done / total, 0)}`)}`);
  };
}

function textOf(
  title: string,
  parameters: readonly GradcheckResult[],
  worst: GradcheckResult,
  passed: boolean,
): string {
  const rows = parameters.map(({ name, shape, checked, relativeError }) => {
    const size = shape.reduce((product, extent) => product * extent, 1);
    const error = relativeError.toExponential(1);
    return [
      name === "x" ? "x, the input" : name,
      shape.join("×"),
      checked === size ? `all ${count(size)}` : `${count(checked)} of ${count(size)}`,
      relativeError > TOLERANCE ? out.red(out.bold(error)) : error,
    ];
  });
  const sampled = parameters.some(({ shape, checked }) => checked < shape.reduce((a, b) => a * b, 1));
  const verdict = passed
    ? `${out.bold(out.green("The gradients agree"))} with differences of the loss`
    : `${out.bold(out.red("The gradients do not agree"))} with differences of the loss`;
  return [
    out.bold(title),
    table(["gradient of", "shape", ">checked", ">largest relative error"], rows),
    "",
    `${verdict}: at worst by ${worst.relativeError.toExponential(1)}, in ${worst.name} (allowed: ${TOLERANCE})`,
    ...(sampled
      ? [out.dim("Of large parameters only a random sample was checked; --samples takes more.")]
      : []),
  ].join("\n");
}
