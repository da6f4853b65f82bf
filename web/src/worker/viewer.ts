// A second network with the weights of the one that is trained, for all that is drawn: to look at a training must not
// change it. It has no dropout, and its batch normalisation stands still, as in evaluation.
import { build, evaluate, type Model, type Recipe, traceStep } from "chainrule";
import type { Dataset } from "chainrule/data";
import { isRegression, type PlaygroundConfig, viewOf } from "../config/playground.ts";
import { networkLayers, toRecipe } from "../config/recipe.ts";
import type { Explanation, Scores } from "../protocol/messages.ts";
import { activationsOf, gridPoints, neuronMaps, RESOLUTION, THUMBNAIL } from "./plane.ts";
import { pointFeatures } from "./playground-data.ts";
import { putState, stateOf } from "./state.ts";

export class Viewer {
  readonly model: Model;
  readonly #config: PlaygroundConfig;
  readonly #loss: Recipe["loss"];
  /** The layers whose outputs are drawn. */
  readonly #visible: readonly number[];
  readonly #output: Float32Array;
  readonly #thumbnails: Float32Array;

  static async make(config: PlaygroundConfig, recipe: Recipe): Promise<Viewer> {
    const calm = { ...config, layers: config.layers.map((layer) => ({ ...layer, dropout: 0 })) };
    const model = await build(toRecipe(calm, 1).model!, { seed: 0 });
    if (config.layers.some(({ batchNorm }) => batchNorm)) model.freeze("*.batchNorm");
    return new Viewer(model, calm, recipe.loss);
  }

  private constructor(model: Model, config: PlaygroundConfig, loss: Recipe["loss"]) {
    this.model = model;
    this.#config = config;
    this.#loss = loss;
    this.#visible = networkLayers(config).visible;
    this.#output = pointFeatures(config, gridPoints(RESOLUTION, viewOf(config)));
    this.#thumbnails = pointFeatures(config, gridPoints(THUMBNAIL, viewOf(config)));
    // a loss decides what predict makes of the logits
    model.loss(
      new Float32Array(2 * model.spec.input[0]),
      new Float32Array(2 * model.network.outputSize),
      loss,
    );
  }

  put(state: Float32Array): void {
    putState(this.model, state);
  }

  /** [resolution², outputs] */
  output(): Float32Array<ArrayBuffer> {
    return this.model.predict(this.#output) as Float32Array<ArrayBuffer>;
  }

  /** [neurons, thumbnail²] */
  neurons(): Float32Array<ArrayBuffer> {
    return neuronMaps(this.model, this.#thumbnails, this.#visible);
  }

  scores(data: Dataset): Scores {
    const { loss, accuracy } = evaluate(this.model, data, { loss: this.#loss });
    return { loss, accuracy };
  }

  /** Mean loss over data; the gradients are then the parameters' own, if they are wanted. */
  loss({ inputs, targets }: Dataset, backward: boolean): number {
    const loss = this.model.loss(inputs, targets, this.#loss);
    if (backward) this.model.backward();
    return loss;
  }

  /** The gradient of the mean loss over data, for all parameters, end to end. */
  gradients(data: Dataset): Float32Array<ArrayBuffer> {
    this.loss(data, true);
    return this.#ownGradients();
  }

  #ownGradients(): Float32Array<ArrayBuffer> {
    const { parameters } = this.model;
    const all = new Float32Array(parameters.reduce((sum, { grad }) => sum + grad.length, 0));
    let at = 0;
    for (const { grad } of parameters) {
      all.set(grad, at);
      at += grad.length;
    }
    return all;
  }

  /** Two numbers for each sample: what two of the pictures of `neurons` say of it. */
  warp({ inputs }: Dataset, pictures: readonly [number, number]): Float32Array<ArrayBuffer> {
    return activationsOf(this.model, inputs as Float32Array, this.#visible, pictures);
  }

  /** Every number of one point, forward and back. */
  explain(x1: number, x2: number, target: number): Explanation {
    const { model } = this;
    const inputs = pointFeatures(this.#config, Float32Array.of(x1, x2));
    // twice, as batch normalisation takes no single sample; of two alike, the mean has the gradient of one
    const twice = Float32Array.of(...inputs, ...inputs);
    const targets = !isRegression(this.#config)
      ? Int32Array.of(target, target)
      : Float32Array.of(target, target);
    const { loss, layers } = traceStep(model, twice, targets, this.#loss);
    const half = (numbers: ArrayLike<number>, factor: number) =>
      Array.from({ length: numbers.length / 2 }, (_, i) => numbers[i] * factor);
    const gradients = this.#ownGradients();
    return {
      ...{ x1, x2, target, loss, gradients, inputs: [...inputs] },
      layers: layers.map(({ name, y, dy }) => ({ name, output: half(y, 1), gradient: half(dy, 2) })),
      answer: [...model.predict(inputs)],
    };
  }

  state(): Float32Array {
    return stateOf(this.model);
  }
}
