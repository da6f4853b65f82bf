// One training on the Digits page: its config, its data and its network, moved on by the pump.
import {
  augmentation,
  build,
  encodeCheckpoint,
  load,
  type Model,
  type Optimizer,
  optimizerFrom,
  type Position,
  parseRecipe,
  type Recipe,
  restoreCheckpoint,
  type TrainEvent,
} from "chainrule";
import type { Dataset } from "chainrule/data";
import { sameDigitsWeights } from "../config/digits.ts";
import { digitsRecipe } from "../config/digits-recipe.ts";
import type { DigitsMessage, FromDigits } from "../protocol/digits.ts";
import { Course } from "./course.ts";
import { type Digits, loadDigits, ownCopies, withOwn } from "./digits-data.ts";
import { describeModel, requireDigitsModel } from "./digits-model.ts";
import { DigitsProgress } from "./digits-progress.ts";
import { ModelMail } from "./model-mail.ts";
import type { Standing, Work } from "./pump.ts";
import { savedOf } from "./saved.ts";
import { takeOver } from "./take-over.ts";

type Configure = Extract<DigitsMessage, { type: "configure" }>;
type Send = (message: FromDigits, transfer: Transferable[]) => void;

export class DigitsSession implements Work {
  readonly #send: Send;
  readonly #mail = new ModelMail();
  readonly #course = new Course();
  readonly #progress = new DigitsProgress();
  #asked: Configure | undefined;
  #recipe!: Recipe;
  #digits!: Digits;
  #trainSet!: Dataset;
  #model!: Model;
  #optimizer!: Optimizer;
  #file: string | undefined;
  #step = 0;
  /** The test digits that the page has. */
  #shown: Dataset | undefined;
  /** What is being taken up: where an error comes from. */
  stage: Extract<FromDigits, { type: "fault" }>["about"] = "config";

  constructor(send: Send) {
    this.#send = send;
  }

  get epoch(): number {
    return this.#progress.epoch;
  }

  /** Takes up a config: goes on with the same weights if they fit, or begins. Nothing changes if it cannot be.
   *  Errors    E_IO, E_FORMAT the data; E_FIELD, E_SHAPE the network; E_RUN a checkpoint of another */
  async configure(asked: Configure): Promise<void> {
    const before = this.#asked;
    const { config, base, own, checkpoint } = asked;
    this.stage = "config";
    const recipe = parseRecipe(digitsRecipe(config), "config");
    this.stage = "data";
    const digits = await loadDigits(config.data, base);
    this.stage = "config";
    const goOn = checkpoint === undefined && before !== undefined && sameDigitsWeights(before.config, config);
    const model = await this.#build(goOn ? { ...recipe, model: this.#model.spec } : recipe);
    const optimizer = optimizerFrom(recipe.optimizer);
    let position: Position | undefined;
    if (checkpoint !== undefined)
      position = restoreCheckpoint(checkpoint, model, optimizer, "what this browser has kept");
    if (goOn) {
      this.#halt();
      takeOver({ model: this.#model, optimizer: this.#optimizer }, { model, optimizer });
      position = this.#course.position;
    } else this.#file = undefined;
    const trainSet = config.own ? withOwn(digits.train, own) : digits.train;
    // an epoch of other digits, or in other batches, begins anew
    const sameEpoch = trainSet.size === this.#trainSet?.size && config.batchSize === before?.config.batchSize;
    this.#asked = asked;
    this.#recipe = recipe;
    this.#digits = digits;
    this.#trainSet = trainSet;
    this.#course.position = position;
    if (goOn && !sameEpoch) this.#course.restartEpoch();
    this.#begin(model, optimizer, !goOn);
  }

  /** From the beginning, with the same first weights. */
  async reset(): Promise<void> {
    const model = await this.#build(this.#recipe);
    this.#file = undefined;
    this.#course.position = undefined;
    this.#begin(model, optimizerFrom(this.#recipe.optimizer), true);
  }

  /** A model file in place of the network of the config; training goes on from it.
   *  Errors    E_FORMAT no model; E_SHAPE one for something else */
  async load(bytes: Uint8Array, name: string): Promise<void> {
    this.stage = "file";
    const model = await load(bytes, { where: name, batchSize: this.#recipe.batchSize });
    requireDigitsModel(model, name);
    this.#file = name;
    this.#course.position = undefined;
    this.#begin(model, optimizerFrom(this.#recipe.optimizer), true);
  }

  async #build({ model: spec, seed, batchSize, preprocessing }: Recipe): Promise<Model> {
    const model = await build(spec, { seed, batchSize });
    model.preprocessing = preprocessing;
    return model;
  }

  /** Goes on from where the course stands. */
  #begin(model: Model, optimizer: Optimizer, anew: boolean): void {
    this.#model = model;
    this.#optimizer = optimizer;
    const { epoch = 0, step = 0 } = this.#course.position ?? {};
    this.#progress.epoch = epoch;
    this.#step = step;
    this.#start();
    this.#mail.change();
    if (anew) this.#progress.clear();
    if (anew || this.#shown !== this.#digits.test) this.#progress.test(model, this.#digits.test);
    this.#announce(anew);
    this.#progress.finishTest();
  }

  /** Begins the stream of events, or takes it up where it was. */
  #start(): void {
    const { loss, epochs, batchSize, augment } = this.#recipe;
    this.#course.start(this.#model, {
      ...{ train: this.#trainSet, loss, optimizer: this.#optimizer, epochs, batchSize },
      ...(augment.length > 0 && { augment: augmentation(augment) }),
      checkpointEvery: Math.max(1, Math.round(this.#stepsPerEpoch / 10)),
    });
    this.#course.next(); // which makes the model end in what the loss has it end in
    this.#progress.begin(this.#course.position, batchSize);
  }

  /** Ends the stream of events where it is, to be taken up from there. */
  #halt(): void {
    this.#progress.finishTest();
    this.#course.halt((event) => {
      this.#hear(event);
      this.#progress.finishTest();
    });
  }

  get #stepsPerEpoch(): number {
    return Math.ceil(this.#trainSet.size / this.#recipe.batchSize);
  }

  advance(): boolean {
    if (this.#progress.advanceTest()) return true;
    const start = performance.now();
    const event = this.#course.next();
    this.#progress.computed(performance.now() - start);
    if (event === undefined) return false;
    this.#hear(event);
    return event.type !== "run-end";
  }

  #hear(event: TrainEvent): void {
    switch (event.type) {
      case "step":
        this.#step = event.step;
        this.#mail.change();
        break;
      case "epoch":
        this.#progress.end(event, this.#trainSet.size);
        this.#progress.test(this.#model, this.#digits.test);
        break;
      case "checkpoint":
        if (event.position.stepInEpoch > 0)
          this.#progress.part(event.position, this.#stepsPerEpoch, this.#recipe.batchSize);
        break;
      case "run-end":
        if (event.divergence !== undefined) {
          const { where, cause } = event.divergence;
          this.#mail.change();
          this.#send({ type: "diverged", epoch: event.epoch, where, cause }, []);
        }
    }
  }

  #announce(anew: boolean): void {
    const { test } = this.#digits;
    const { labels } = this.#asked!.own;
    const sendTest = this.#shown !== test;
    this.#shown = test;
    this.#send(
      {
        type: "start",
        start: {
          ...{ revision: this.#asked!.revision, anew, file: this.#file, ...describeModel(this.#model) },
          trainSize: this.#trainSet.size,
          ownCopies: this.#asked!.config.own ? ownCopies(labels.length, this.#digits.train.size) : 0,
          ...(sendTest && { testPixels: test.inputs as Uint8Array, testLabels: test.targets as Uint8Array }),
        },
      },
      [],
    );
  }

  /** A checkpoint of where it stands, for the page to keep. */
  store(): void {
    if (this.#asked === undefined || this.#file !== undefined) return;
    this.#halt();
    this.#start();
    const { position } = this.#course;
    if (position === undefined) return;
    const bytes = encodeCheckpoint(this.#model, this.#optimizer, position);
    this.#send({ type: "checkpoint", bytes, config: this.#asked.config, epoch: this.epoch }, [bytes.buffer]);
  }

  /** The model and what it was trained on. */
  async save(): Promise<void> {
    this.stage = "data";
    const data = { train: this.#trainSet, test: this.#digits.test };
    const saved = await savedOf(this.#model, this.epoch, data);
    this.#send({ type: "saved", ...saved }, [saved.model.buffer]);
  }

  async sendFrame(standing: Standing): Promise<void> {
    const model = await this.#mail.take(this.#model, !standing.playing);
    const progress = this.#progress.take();
    this.#send(
      {
        type: "frame",
        frame: {
          ...{ ...standing, ...progress, revision: this.#asked!.revision, model },
          ...{ step: this.#step, stepInEpoch: this.#stepInEpoch, stepsPerEpoch: this.#stepsPerEpoch },
          weightsDigest: this.#mail.digest,
        },
      },
      [progress.log.buffer, ...(model === undefined ? [] : [model.buffer])],
    );
  }

  /** As far as is known: between two checkpoints, from the last one on. */
  get #stepInEpoch(): number {
    const { step = 0, stepInEpoch = 0, epoch = 0 } = this.#course.position ?? {};
    return epoch === this.epoch ? stepInEpoch + this.#step - step : 0;
  }
}
