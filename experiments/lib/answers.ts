import type { Dataset, Model } from "chainrule";
import { chart } from "./charts.js";
import type { ExperimentEvent } from "./experiment.js";

/** What a model answers to each image, and how sure it is. */
export function answersOf(model: Model, { inputs, size }: Dataset) {
  const outputs = model.predict(inputs);
  const classes = outputs.length / size;
  return Array.from({ length: size }, (_, i) => {
    let answer = 0;
    for (let k = 1; k < classes; k++)
      if (outputs[i * classes + k] > outputs[i * classes + answer]) answer = k;
    return { answer, probability: outputs[i * classes + answer] };
  });
}

/** How often each class is taken for each other: a row is what an image is, a column what it was taken for. */
export function confusionChart(model: Model, data: Dataset): ExperimentEvent {
  const classes = data.classes ?? [];
  const counts = classes.map(() => new Array<number>(classes.length).fill(0));
  for (const [i, { answer }] of answersOf(model, data).entries()) counts[data.targets[i]][answer] += 1;
  return chart({
    id: "confusion",
    kind: "table",
    title: { en: "What is taken for what", zh: "什么被当成了什么" },
    caption: {
      en: "A row is what an image is, a column what it was taken for.",
      zh: "行是图像本来的类别，列是网络的回答。",
    },
    columns: ["", ...classes],
    rows: counts.map((row, label) => [classes[label], ...row]),
  });
}

/** Pixels of an image from 0 to 1. */
export function pixelsOf({ inputs, size }: Dataset, i: number): number[] {
  const length = inputs.length / size;
  const scale = inputs instanceof Uint8Array ? 255 : 1;
  return Array.from(
    inputs.subarray(i * length, (i + 1) * length),
    (value) => Math.round((1000 * value) / scale) / 1000,
  );
}

const SIDE = 28;

/** Some images that are right, and the mistakes that the model is surest of. */
export function mistakesChart(model: Model, data: Dataset): ExperimentEvent {
  const all = answersOf(model, data).map((one, index) => ({ ...one, index, truth: data.targets[index] }));
  const right = all.filter(({ answer, truth }) => answer === truth).slice(0, 4);
  const wrong = all
    .filter(({ answer, truth }) => answer !== truth)
    .sort((a, b) => b.probability - a.probability)
    .slice(0, 8);
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  return chart({
    id: "answers",
    kind: "images",
    scale: "grey",
    title: {
      en: "A few that are right, and the mistakes it is surest of",
      zh: "几个答对的，以及它最有把握的错误",
    },
    items: [...right, ...wrong].map(({ index, answer, truth, probability }) => ({
      caption:
        answer === truth
          ? `✓ ${answer} ${percent(probability)}`
          : `✗ ${answer} ${percent(probability)} (${truth})`,
      width: SIDE,
      height: SIDE,
      values: pixelsOf(data, index),
    })),
  });
}
