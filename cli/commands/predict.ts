import type { ChainruleError, Model } from "chainrule";
import { probabilityBars } from "../draw/bars.js";
import { drawPicture, sideBySide } from "../draw/picture.js";
import { blockOf, EXIT, type ExitCode } from "../errors.js";
import { readSamples, type Sample } from "../inputs.js";
import { findModel } from "../model-source.js";
import { loss, percent } from "../numbers.js";
import { answerOf, classNames } from "../predictions.js";
import { note, out, print, printJson } from "../terminal.js";

export interface PredictCommandOptions {
  show?: boolean;
  json?: boolean;
}

/** What `predict --json` has of each sample. A sample without an answer has label null, and says why. */
interface Answer {
  readonly file: string;
  readonly row?: number;
  readonly label: string | null;
  readonly probability: number | null;
  readonly probabilities: readonly number[] | null;
  /** Of a model whose outputs are values. */
  readonly values?: readonly number[];
  readonly error?: {
    code: string;
    message: string;
    where: string;
    expected: string;
    got: string;
    remedy: string;
  };
}

/** `chainrule predict`. Returns what to exit with. */
export async function predictCommand(
  asked: string,
  inputs: readonly string[],
  { show, json }: PredictCommandOptions,
): Promise<ExitCode> {
  const { model } = await findModel(asked);
  const samples = readSamples(inputs, model);
  const answers = samples.map((sample) => answer(model, sample));
  if (json) printJson(answers);
  for (const [i, sample] of samples.entries()) {
    if (sample.error) note(blockOf(sample.error));
    else if (!json) print(show ? shown(model, sample, answers[i]) : line(answers[i]));
  }
  return samples.some(({ error }) => error !== undefined) ? EXIT.data : EXIT.done;
}

function answer(model: Model, { file, row, values, error }: Sample): Answer {
  const nothing = { file, row, label: null, probability: null, probabilities: null };
  if (values === undefined) return { ...nothing, error: error && documentOf(error) };
  const outputs = model.predict(values);
  if (model.output === "none") return { ...nothing, values: Array.from(outputs) };
  const { answer: index, probability, probabilities } = answerOf(outputs);
  const label = classNames(model, probabilities.length)[index];
  return { file, row, label, probability, probabilities: Array.from(probabilities) };
}

function documentOf({ code, message, where, expected, got, remedy }: ChainruleError) {
  return { code, message, where, expected, got, remedy };
}

const nameOf = ({ file, row }: Answer): string => (row === undefined ? file : `${file}:${row}`);

function line(answer: Answer): string {
  const { label, probability, values } = answer;
  const says =
    label === null
      ? (values ?? []).map(loss).join("  ")
      : `${out.bold(out.green(label))}  ${out.dim(percent(probability!, 1))}`;
  return `${nameOf(answer)}  ${says}`;
}

function shown(model: Model, { values, image }: Sample, answer: Answer): string {
  const text = [line(answer)];
  const picture = image && drawPicture({ ...image, channels: 1, values: values! });
  if (answer.probabilities !== null) {
    const { probabilities } = answer;
    const names = classNames(model, probabilities.length);
    const index = probabilities.indexOf(answer.probability!);
    const bars = probabilityBars(probabilities, names, { answer: index, width: 24 });
    text.push(...(picture ? sideBySide([picture, ["", "", ...bars]], [28, 40], 3) : bars));
  } else if (picture) text.push(...picture);
  return `${text.join("\n")}\n`;
}
