// One training of the Playground: the library's stream of events, moved on by the pump. What is drawn of it is made by
// playground-frame.ts.
import {
  build,
  type Model,
  type Optimizer,
  optimizerFrom,
  parseRecipe,
  permutation,
  type Recipe,
  Rng,
  type TrainEvent,
} from "chainrule";
import { type PlaygroundConfig, sameWeights } from "../config/playground.ts";
import { toRecipe } from "../config/recipe.ts";
import type { FromPlayground, Scores, Unit } from "../protocol/messages.ts";
import { Course } from "./course.ts";
import { Log } from "./log.ts";
import { loadPlayground, type PlaygroundData } from "./playground-data.ts";
import { Snapshots } from "./snapshots.ts";
import { putState, stateOf } from "./state.ts";
import { StopRules } from "./stop-rules.ts";
import { takeOver } from "./take-over.ts";
import { Viewer } from "./viewer.ts";

/** It goes on until someone stops it. */
const FOREVER = 1e9;

export class PlaygroundSession {
  readonly #tell: (message: FromPlayground) => void;
  config: PlaygroundConfig | undefined;
  data!: PlaygroundData;
  recipe!: Recipe;
  model!: Model;
  viewer!: Viewer;
  readonly log = new Log();
  readonly snapshots = new Snapshots();
  readonly #rules = new StopRules();
  readonly #course = new Course();
  #optimizer!: Optimizer;
  train: Scores | undefined;
  test: Scores | undefined;
  epoch = 0;
  step = 0;
  #stepInEpoch = 0;
  #sampleInBatch = 0;
  #stopped = false;

  constructor(tell: (message: FromPlayground) => void) {
    this.#tell = tell;
  }

  /** Takes up a config: goes on with the same weights if they fit and the data are the same, or begins anew.
   *  @returns whether it has begun anew */
  async configure(config: PlaygroundConfig): Promise<boolean> {
    const before = this.config;
    const goOn = before !== undefined && sameWeights(before, config);
    const recipe = parseRecipe(toRecipe(config, FOREVER), "config");
    const data = goOn ? this.data : loadPlayground(config);
    const { model: spec, seed, batchSize } = recipe;
    const model = await build(spec, { seed, batchSize });
    const viewer = goOn ? this.viewer : await Viewer.make(config, recipe);
    const optimizer = optimizerFrom(recipe.optimizer);
    // nothing has changed up to here: a config that cannot be leaves all as it was
    if (goOn) {
      this.#course.halt((event) => this.#hear(event));
      takeOver({ model: this.model, optimizer: this.#optimizer }, { model, optimizer });
      // the samples of the epoch under way are divided anew
      if (before.batchSize !== config.batchSize) this.#course.restartEpoch();
    }
    Object.assign(this, { config, recipe, data, model, viewer });
    this.#optimizer = optimizer;
    if (goOn) this.#start();
    else this.#begin();
    return !goOn;
  }

  /** From the beginning, with the same first weights. */
  async reset(): Promise<void> {
    const { model: spec, seed, batchSize } = this.recipe;
    this.model = await build(spec, { seed, batchSize });
    this.#optimizer = optimizerFrom(this.recipe.optimizer);
    this.#begin();
  }

  /** Sets all that has been learnt; the training goes on from there. */
  put(state: Float32Array): void {
    if (putState(this.model, state)) this.score();
  }

  /** Takes up a training as an address has it, after so many epochs; of an optimizer's memory there is none. */
  resume(state: Float32Array, epoch: number): void {
    if (!putState(this.model, state)) return;
    const step = epoch * Math.ceil(this.data.train.size / this.recipe.batchSize);
    this.#course.position = { step, epoch, stepInEpoch: 0, lossSum: 0, correct: 0 };
    this.#optimizer = optimizerFrom(this.recipe.optimizer);
    this.epoch = epoch;
    this.step = step;
    this.#start();
    this.log.clear();
    this.snapshots.clear();
    this.score();
    this.#note();
  }

  edit(index: number, value: number): void {
    const state = stateOf(this.model);
    if (index >= state.length || !Number.isFinite(value)) return;
    state[index] = value;
    this.put(state);
  }

  #begin(): void {
    this.#course.position = undefined;
    this.epoch = 0;
    this.step = 0;
    this.log.clear();
    this.snapshots.clear();
    this.#start();
    this.score();
    this.#rules.begin(this.train!.loss);
    this.#note();
  }

  #start(): void {
    const { loss, epochs, batchSize } = this.recipe;
    this.#course.start(this.model, {
      ...{ train: this.data.train, test: this.data.test },
      ...{ loss, optimizer: this.#optimizer, epochs, batchSize, evaluateTrain: true },
    });
    this.#sampleInBatch = 0;
    this.#stepInEpoch = this.#course.position?.stepInEpoch ?? 0;
  }

  /** False when it is not to go on by itself. */
  advance(unit: Unit): boolean {
    this.#stopped = false;
    if (unit === "sample") {
      const rows = Math.min(this.recipe.batchSize, this.data.train.size - this.#firstOfBatch());
      this.#sampleInBatch += 1;
      if (this.#sampleInBatch < rows) return true;
    }
    this.#sampleInBatch = 0;
    const steps = Math.ceil(this.data.train.size / this.recipe.batchSize);
    for (;;) {
      const event = this.#course.next();
      if (event === undefined) return false;
      this.#hear(event);
      if (event.type === "run-end") return false;
      if (event.type === "checkpoint") return !this.#stopped;
      // the last step of an epoch brings the epoch's scores with it
      if (event.type === "step" && unit !== "epoch" && this.#stepInEpoch < steps) {
        this.score();
        return true;
      }
    }
  }

  #hear(event: TrainEvent): void {
    switch (event.type) {
      case "step":
        this.step = event.step;
        this.#stepInEpoch += 1;
        break;
      case "eval":
        this[event.split] = { loss: event.loss, accuracy: event.accuracy };
        break;
      case "epoch":
        this.epoch = event.epoch;
        this.#stepInEpoch = 0;
        this.#note();
        this.#applyRules();
        break;
      case "run-end":
        if (event.divergence !== undefined) this.#diverged(event.epoch, event.divergence.where);
    }
  }

  #applyRules(): void {
    const { config, epoch } = this;
    const message = this.#rules.check(config!, epoch, this.train!.loss, this.test!.loss);
    if (message === undefined) return;
    this.#stopped = true;
    this.#tell(message);
  }

  /** The library has put the last good weights back; what an optimizer remembers may be NaN. */
  #diverged(epoch: number, where: string): void {
    this.#optimizer = optimizerFrom(this.recipe.optimizer);
    this.#start();
    this.score();
    this.#tell({ type: "diverged", where, epoch: epoch + 1, lastGood: this.epoch });
  }

  #note(): void {
    const { train, test } = this;
    const { NaN: none } = Number;
    this.log.add([this.epoch, train!.loss, test!.loss, train!.accuracy ?? none, test!.accuracy ?? none]);
  }

  /** Scores with the weights of this moment. */
  score(): void {
    this.viewer.put(stateOf(this.model));
    this.train = this.viewer.scores(this.data.train);
    this.test = this.viewer.scores(this.data.test);
  }

  #firstOfBatch(): number {
    return this.#stepInEpoch * this.recipe.batchSize;
  }

  /** The training sample that is next, when it goes sample by sample. */
  get sample(): number | undefined {
    if (this.#sampleInBatch === 0) return undefined;
    const order = permutation(this.data.train.size, new Rng(this.recipe.seed, "shuffle", this.epoch));
    return order[this.#firstOfBatch() + this.#sampleInBatch - 1];
  }
}
