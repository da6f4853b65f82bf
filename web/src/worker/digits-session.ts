// One training on the Digits page: the library's stream of events, moved on by the pump, with a pass over the test digits
// after each epoch.
import {
  augmentation,
  build,
  type EpochEvent,
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
  train,
} from "chainrule";
import type { Dataset } from "chainrule/data";
import { sameDigitsWeights } from "../config/digits.ts";
import { digitsRecipe } from "../config/digits-recipe.ts";
import type { DigitsMessage, FromDigits, TestResult } from "../protocol/digits.ts";
import type { Scores } from "../protocol/messages.ts";
import { type Digits, loadDigits, ownCopies, withOwn } from "./digits-data.ts";
import { describeModel, requireDigitsModel } from "./digits-model.ts";
import { EpochWatch } from "./epoch-watch.ts";
import { ModelMail } from "./model-mail.ts";
import type { Work } from "./pump.ts";
import { savedOf } from "./saved.ts";
import { takeOver } from "./take-over.ts";
import { TestPass } from "./test-pass.ts";

type Configure = Extract<DigitsMessage, { type: "configure" }>;
type Send = (message: FromDigits, transfer: Transferable[]) => void;

export class DigitsSession implements Work {
  readonly #send: Send;
  readonly #mail = new ModelMail();
  readonly #watch = new EpochWatch();
  #asked: Configure | undefined;
  #recipe!: Recipe;
  #digits!: Digits;
  #trainSet!: Dataset;
  #model!: Model;
  #optimizer!: Optimizer;
  #events!: Iterator<TrainEvent>;
  #signal = { aborted: false };
  #position: Position | undefined;
  #pass: TestPass | undefined;
  #train: Scores | undefined;
  #test: Scores | undefined;
  #result: TestResult | undefined;
  #file: string | undefined;
  #step = 0;
  /** The test digits that the page has. */
  #shown: Dataset | undefined;
  epoch = 0;
  /** What is being taken up: where an error comes from. */
  stage: Extract<FromDigits, { type: "fault" }>["about"] = "config";

  constructor(send: Send) {
    this.#send = send;
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
      position = this.#position;
    } else this.#file = undefined;
    const trainSet = config.own ? withOwn(digits.train, own) : digits.train;
    // an epoch of other digits, or in other batches, begins anew
    const sameEpoch = trainSet.size === this.#trainSet?.size && config.batchSize === before?.config.batchSize;
    if (position !== undefined && goOn && !sameEpoch)
      position = { ...position, stepInEpoch: 0, lossSum: 0, correct: 0 };
    this.#asked = asked;
    this.#recipe = recipe;
    this.#digits = digits;
    this.#trainSet = trainSet;
    this.#begin(model, optimizer, position, !goOn);
  }

  /** From the beginning, with the same first weights. */
  async reset(): Promise<void> {
    const model = await this.#build(this.#recipe);
    this.#file = undefined;
    this.#begin(model, optimizerFrom(this.#recipe.optimizer), undefined, true);
  }

  /** A model file in place of the network of the config; training goes on from it.
   *  Errors    E_FORMAT no model; E_SHAPE one for something else */
  async load(bytes: Uint8Array, name: string): Promise<void> {
    this.stage = "file";
    const model = await load(bytes, { where: name, batchSize: this.#recipe.batchSize });
    requireDigitsModel(model, name);
    this.#file = name;
    this.#begin(model, optimizerFrom(this.#recipe.optimizer), undefined, true);
  }

  async #build({ model: spec, seed, batchSize, preprocessing }: Recipe): Promise<Model> {
    const model = await build(spec, { seed, batchSize });
    model.preprocessing = preprocessing;
    return model;
  }

  #begin(model: Model, optimizer: Optimizer, position: Position | undefined, anew: boolean): void {
    this.#model = model;
    this.#optimizer = optimizer;
    this.#position = position;
    this.epoch = position?.epoch ?? 0;
    this.#step = position?.step ?? 0;
    this.#start();
    this.#mail.change();
    if (anew) {
      this.#train = undefined;
      this.#watch.take();
      this.#watch.seconds = undefined;
      this.#pass = new TestPass(model, this.#digits.test);
    } else if (this.#shown !== this.#digits.test) this.#pass = new TestPass(model, this.#digits.test);
    this.#announce(anew);
    this.#finishPass();
  }

  /** Begins the stream of events, or takes it up where it was. */
  #start(): void {
    const { loss, epochs, batchSize, augment } = this.#recipe;
    const steps = this.#stepsPerEpoch;
    this.#signal = { aborted: false };
    this.#events = train(this.#model, {
      ...{ train: this.#trainSet, loss, optimizer: this.#optimizer, epochs, batchSize },
      ...(augment.length > 0 && { augment: augmentation(augment) }),
      ...{ from: this.#position, signal: this.#signal, checkpointEvery: Math.max(1, Math.round(steps / 10)) },
    });
    this.#events.next(); // which makes the model end in what the loss has it end in
    const { stepInEpoch = 0, lossSum = 0, correct = 0 } = this.#position ?? {};
    this.#watch.begin({ lossSum, correct }, stepInEpoch * batchSize);
  }

  /** Ends the stream of events where it is, to be taken up from there. */
  #halt(): void {
    this.#signal.aborted = true;
    for (;;) {
      this.#finishPass();
      const { value, done } = this.#events.next();
      if (done) return;
      this.#hear(value);
    }
  }

  get #stepsPerEpoch(): number {
    return Math.ceil(this.#trainSet.size / this.#recipe.batchSize);
  }

  advance(): boolean {
    if (this.#pass !== undefined) {
      if (!this.#pass.advance()) this.#passed();
      return true;
    }
    const start = performance.now();
    const { value: event, done } = this.#events.next();
    this.#watch.computed(performance.now() - start);
    if (done || event.type === "run-end") {
      if (!done) this.#hear(event);
      return false;
    }
    this.#hear(event);
    return true;
  }

  #hear(event: TrainEvent): void {
    switch (event.type) {
      case "step":
        this.#step = event.step;
        this.#mail.change();
        break;
      case "epoch":
        this.#ended = event;
        this.#log = this.#watch.end(this.#trainSet.size, event.train);
        this.#pass = new TestPass(this.#model, this.#digits.test);
        break;
      case "checkpoint":
        this.#position = event.position;
        if (event.position.stepInEpoch > 0) this.#part(event.position);
        break;
      case "run-end":
        if (event.divergence !== undefined) {
          const { where, cause } = event.divergence;
          this.#mail.change();
          this.#send({ type: "diverged", epoch: event.epoch, where, cause }, []);
        }
    }
  }

  /** An epoch that is done but for its test, and how its last part went, for the log. */
  #ended: EpochEvent | undefined;
  #log: Scores | undefined;

  #part(position: Position): void {
    const tenths = 10 * this.epoch + Math.round((10 * position.stepInEpoch) / this.#stepsPerEpoch);
    this.#watch.part(tenths, position, position.stepInEpoch * this.#recipe.batchSize);
  }

  #finishPass(): void {
    if (this.#pass === undefined) return;
    while (this.#pass.advance());
    this.#passed();
  }

  #passed(): void {
    if (this.#ended !== undefined) {
      this.epoch = this.#ended.epoch;
      this.#train = this.#ended.train;
      this.#ended = undefined;
    }
    const { scores, result } = this.#pass!.finish(this.epoch);
    this.#pass = undefined;
    this.#test = scores;
    this.#result = result;
    this.#watch.whole(this.epoch, this.#log, scores);
    this.#log = undefined;
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
    if (this.#position === undefined) return;
    const bytes = encodeCheckpoint(this.#model, this.#optimizer, this.#position);
    this.#send({ type: "checkpoint", bytes, config: this.#asked.config, epoch: this.epoch }, [bytes.buffer]);
  }

  /** The model and what it was trained on. */
  async save(): Promise<void> {
    this.stage = "data";
    const data = { train: this.#trainSet, test: this.#digits.test };
    const saved = await savedOf(this.#model, this.epoch, data);
    this.#send({ type: "saved", ...saved }, [saved.model.buffer]);
  }

  async sendFrame(playing: boolean, epochsPerSecond: number): Promise<void> {
    const model = await this.#mail.take(this.#model, !playing);
    const log = this.#watch.take();
    const result = this.#result;
    this.#result = undefined;
    const stepsPerEpoch = this.#stepsPerEpoch;
    this.#send(
      {
        type: "frame",
        frame: {
          ...{ revision: this.#asked!.revision, playing, epoch: this.epoch, step: this.#step },
          ...{ epochsPerSecond, train: this.#train, test: this.#test, log, model, result },
          ...{ stepsPerEpoch, stepInEpoch: this.#stepInEpoch },
          ...{ epochSeconds: this.#watch.seconds, weightsDigest: this.#mail.digest },
        },
      },
      [log.buffer, ...(model === undefined ? [] : [model.buffer])],
    );
  }

  /** As far as is known: between two checkpoints, from the last one on. */
  get #stepInEpoch(): number {
    const { step = 0, stepInEpoch = 0, epoch = 0 } = this.#position ?? {};
    return epoch === this.epoch ? stepInEpoch + this.#step - step : 0;
  }
}
