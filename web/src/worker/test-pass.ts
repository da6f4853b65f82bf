// A network's answers to the digits that it is tested with, some at a time, so that a message gets through in between.
import { classificationReport, confusionMatrix, logLoss, type Model } from "chainrule";
import type { Dataset } from "chainrule/data";
import type { TestResult } from "../protocol/digits.ts";
import type { Scores } from "../protocol/messages.ts";

const CHUNK = 256;
const PIXELS = 784;
const CLASSES = 10;

export class TestPass {
  readonly #model: Model;
  readonly #data: Dataset;
  readonly #probabilities: Float32Array;
  #done = 0;

  constructor(model: Model, data: Dataset) {
    this.#model = model;
    this.#data = data;
    this.#probabilities = new Float32Array(data.size * CLASSES);
  }

  /** Answers some more; false when all are answered. */
  advance(): boolean {
    const { inputs, size } = this.#data;
    const to = Math.min(size, this.#done + CHUNK);
    const pixels = (inputs as Uint8Array).subarray(this.#done * PIXELS, to * PIXELS);
    this.#probabilities.set(this.#model.predict(pixels), this.#done * CLASSES);
    this.#done = to;
    return to < size;
  }

  /** What came out, when all are answered. */
  finish(epoch: number): { scores: Scores; result: TestResult } {
    const { targets, size, classes = [] } = this.#data;
    const probabilities = this.#probabilities;
    const answers = new Uint8Array(size);
    const confidences = new Float32Array(size);
    let right = 0;
    for (let i = 0; i < size; i++) {
      const row = probabilities.subarray(i * CLASSES, (i + 1) * CLASSES);
      confidences[i] = Math.max(...row);
      answers[i] = Math.max(0, row.indexOf(confidences[i]));
      if (answers[i] === targets[i]) right += 1;
    }
    const confusion = confusionMatrix(targets, answers, CLASSES);
    return {
      scores: { loss: logLoss(targets, probabilities, CLASSES), accuracy: right / size },
      result: { epoch, answers, confidences, confusion, ...classificationReport(confusion, classes) },
    };
  }
}
