// One of the six networks on the moons, trained on all points at once.
import { binaryCrossEntropy, build, dense, evaluate, type Model, sgd, tanh } from "chainrule";
import { builtInData, type Dataset } from "chainrule/data";
import {
  ITERATIONS,
  LEARNING_RATE,
  LOG_EVERY,
  MOONS_DATA,
  MOONS_RESOLUTION,
  MOONS_SEED,
  MOONS_VIEW,
} from "../config/moons.ts";
import type { MoonsFrame } from "../protocol/moons.ts";
import { gridPoints } from "./plane.ts";

const LOSS = binaryCrossEntropy();

/** The cost as one writes it down first: probabilities, then their logarithms, in float32. NaN once a probability rounds
 *  to 0 or 1, as 0 · log 0 is none. Two outputs a sample, one for each class. */
export function naiveCost(logits: ArrayLike<number>, classes: ArrayLike<number>): number {
  const { fround, exp, log } = Math;
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const p = fround(1 / fround(1 + exp(-logits[i])));
    const t = classes[i >> 1] === i % 2 ? 1 : 0;
    sum -= t * log(p) + (1 - t) * log(1 - p);
  }
  return (2 * sum) / logits.length;
}

export class MoonsTraining {
  readonly #model: Model;
  readonly #data: Dataset;
  readonly #optimizer = sgd({ learningRate: LEARNING_RATE });
  readonly #grid = gridPoints(MOONS_RESOLUTION, MOONS_VIEW);
  readonly #costs = new Float64Array(ITERATIONS / LOG_EVERY + 1);
  #iteration = 0;
  #cost = Number.NaN;
  #naiveCost = Number.NaN;
  #naiveSince: number | undefined;

  static async make(hidden: number): Promise<MoonsTraining> {
    const first = { weightInit: "lecun" };
    const layers = [dense(hidden, first), tanh(), dense(2, first)];
    const model = await build({ input: [2], layers }, { seed: MOONS_SEED });
    return new MoonsTraining(model, builtInData(MOONS_DATA).train);
  }

  private constructor(model: Model, data: Dataset) {
    this.#model = model;
    this.#data = data;
    this.#look();
  }

  get done(): boolean {
    return this.#iteration === ITERATIONS;
  }

  /** Goes on to the next entry of the log. */
  advance(): void {
    const { inputs, targets } = this.#data;
    for (let i = 0; i < LOG_EVERY; i++) {
      this.#model.loss(inputs, targets, LOSS);
      this.#model.backward();
      this.#optimizer.step(this.#model);
    }
    this.#iteration += LOG_EVERY;
    this.#look();
  }

  #look(): void {
    const { inputs, targets } = this.#data;
    this.#cost = 2 * this.#model.loss(inputs, targets, LOSS);
    this.#costs[this.#iteration / LOG_EVERY] = this.#cost;
    this.#naiveCost = naiveCost(this.#model.forward(inputs), targets);
    if (Number.isNaN(this.#naiveCost)) this.#naiveSince ??= this.#iteration;
  }

  frame(): MoonsFrame {
    const both = this.#model.predict(this.#grid);
    return {
      iteration: this.#iteration,
      ...{ cost: this.#cost, naiveCost: this.#naiveCost, naiveSince: this.#naiveSince },
      accuracy: evaluate(this.#model, this.#data, { loss: LOSS }).accuracy ?? Number.NaN,
      costs: this.#costs.slice(0, this.#iteration / LOG_EVERY + 1),
      map: Float32Array.from({ length: both.length / 2 }, (_, i) => both[2 * i + 1] - both[2 * i]),
      points: this.#data.inputs as Float32Array,
      classes: this.#data.targets as Int32Array,
      done: this.done,
    };
  }
}
