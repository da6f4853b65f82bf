import type { Dataset, Model } from "chainrule";

/** What a model says of one sample. */
export interface Prediction {
  /** Of the sample in its data. */
  readonly index: number;
  readonly truth: number;
  readonly answer: number;
  /** Of the answer. */
  readonly probability: number;
  readonly probabilities: Float64Array;
}

/** The answer, and how probable it is, from what `predict` gives for one sample. One output stands for two classes. */
export function answerOf(
  row: ArrayLike<number>,
): Pick<Prediction, "answer" | "probability" | "probabilities"> {
  const probabilities = row.length === 1 ? Float64Array.of(1 - row[0], row[0]) : Float64Array.from(row);
  const answer = probabilities.reduce((best, value, i) => (value > probabilities[best] ? i : best), 0);
  return { answer, probability: probabilities[answer], probabilities };
}

/** Every sample of a dataset with class indices, in order. */
export function predictAll(model: Model, data: Dataset): Prediction[] {
  const all = model.predict(data.inputs);
  const width = all.length / data.size;
  return Array.from({ length: data.size }, (_, index) => ({
    index,
    truth: data.targets[index],
    ...answerOf(all.subarray(index * width, (index + 1) * width)),
  }));
}

/** A name for each of `count` outputs: the classes', or numbers. */
export const classNames = ({ classes }: { classes?: readonly string[] }, count: number): string[] =>
  Array.from({ length: count }, (_, index) => classes?.[index] ?? String(index));
