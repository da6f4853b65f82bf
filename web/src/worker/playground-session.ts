// One training of the Playground: the library's stream of events, moved on by the pump, and the frames made of it.
import {
  build,
  ChainruleError,
  evaluate,
  type Model,
  type Optimizer,
  optimizerFrom,
  type Position,
  parseRecipe,
  permutation,
  type Recipe,
  Rng,
  type TrainEvent,
  train,
  weightsDigest,
} from "chainrule";
import type { PlaygroundConfig } from "../config/playground.ts";
import { networkLayers, toRecipe } from "../config/recipe.ts";
import type { FromPlayground, PlaygroundFrame, Scores, Unit } from "../protocol/messages.ts";
import { featuresOf } from "./features.ts";
import { Log } from "./log.ts";
import { gridPoints, neuronMaps, RESOLUTION, THUMBNAIL } from "./plane.ts";
import { loadPlayground, type PlaygroundData } from "./playground-data.ts";
import type { Work } from "./pump.ts";
import { sameWeights, takeOver } from "./take-over.ts";

/** It goes on until someone stops it. */
const FOREVER = 1e9;

type Send = (message: FromPlayground, transfer: Transferable[]) => void;

export class PlaygroundSession implements Work {
  readonly #send: Send;
  #config!: PlaygroundConfig;
  #revision = 0;
  #data!: PlaygroundData;
  #recipe!: Recipe;
  #model!: Model;
  #optimizer!: Optimizer;
  #events!: Iterator<TrainEvent>;
  #signal = { aborted: false };
  #position: Position | undefined;
  #train: Scores | undefined;
  #test: Scores | undefined;
  #log = new Log();
  #output!: Float32Array;
  #thumbnails!: Float32Array;
  /** Of the batch that is next, when going sample by sample. */
  #sampleInBatch = 0;
  #stepInEpoch = 0;
  #step = 0;
  epoch = 0;

  constructor(send: Send) {
    this.#send = send;
  }

  /** Takes up a config: goes on with the same weights if they fit and the data are the same, or begins. */
  async configure(config: PlaygroundConfig, revision: number): Promise<void> {
    const before = this.#config as PlaygroundConfig | undefined;
    const goOn = before !== undefined && sameWeights(before, config);
    if (goOn) this.#halt();
    this.#config = config;
    this.#revision = revision;
    this.#recipe = parseRecipe(toRecipe(config, FOREVER), "config");
    if (!goOn) this.#data = loadPlayground(config);
    const { model: spec, seed, batchSize } = this.#recipe;
    const model = await build(spec, { seed, batchSize });
    const optimizer = optimizerFrom(this.#recipe.optimizer);
    if (goOn) {
      takeOver({ model: this.#model, optimizer: this.#optimizer }, { model, optimizer });
      if (before.batchSize !== config.batchSize && this.#position !== undefined)
        this.#position = { ...this.#position, stepInEpoch: 0, lossSum: 0, correct: 0 };
    } else this.#position = undefined;
    this.#model = model;
    this.#optimizer = optimizer;
    this.#start();
    if (!goOn) this.#begin();
  }

  /** From the beginning, with the same first weights. */
  async reset(): Promise<void> {
    const { model: spec, seed, batchSize } = this.#recipe;
    this.#model = await build(spec, { seed, batchSize });
    this.#optimizer = optimizerFrom(this.#recipe.optimizer);
    this.#position = undefined;
    this.#start();
    this.#begin();
  }

  #start(): void {
    const { loss, epochs, batchSize } = this.#recipe;
    this.#signal = { aborted: false };
    this.#events = train(this.#model, {
      ...{ train: this.#data.train, test: this.#data.test },
      ...{ loss, optimizer: this.#optimizer, epochs, batchSize },
      ...{ evaluateTrain: true, from: this.#position, signal: this.#signal },
    });
    this.#sampleInBatch = 0;
    this.#stepInEpoch = this.#position?.stepInEpoch ?? 0;
  }

  #begin(): void {
    const { features } = this.#config;
    this.#epochDone(0);
    this.#step = 0;
    this.#log.clear();
    this.#score();
    this.#note();
    this.#output = featuresOf(gridPoints(RESOLUTION), features);
    this.#thumbnails = featuresOf(gridPoints(THUMBNAIL), features);
    const { train, test, trainPoints, testPoints } = this.#data;
    this.#send(
      {
        type: "start",
        start: {
          revision: this.#revision,
          parameters: this.#model.parameters.map(({ name, shape }) => ({ name, shape })),
          ...{ trainPoints, testPoints },
          trainTargets: Float32Array.from(train.targets),
          testTargets: Float32Array.from(test.targets),
          classes: train.classes ?? [],
          outputs: this.#model.network.outputSize,
        },
      },
      [],
    );
  }

  /** Ends the stream of events where it is, to be taken up from there. */
  #halt(): void {
    this.#signal.aborted = true;
    for (;;) {
      const { value, done } = this.#events.next();
      if (done) return;
      if (value) this.#hear(value);
    }
  }

  advance(unit: Unit): boolean {
    if (unit === "sample") {
      const rows = Math.min(this.#recipe.batchSize, this.#data.train.size - this.#firstOfBatch());
      this.#sampleInBatch += 1;
      if (this.#sampleInBatch < rows) return true;
    }
    this.#sampleInBatch = 0;
    for (;;) {
      const { value: event, done } = this.#events.next();
      if (done || !event) return false;
      this.#hear(event);
      if (event.type === "run-end") return false;
      if (event.type === "checkpoint" && unit === "epoch") return true;
      // the last step of an epoch brings its scores with it
      if (event.type === "step" && unit !== "epoch") {
        if (this.#stepInEpoch < Math.ceil(this.#data.train.size / this.#recipe.batchSize)) {
          this.#score();
          return true;
        }
        unit = "epoch";
      }
    }
  }

  #hear(event: TrainEvent): void {
    switch (event.type) {
      case "step":
        this.#step = event.step;
        this.#stepInEpoch += 1;
        break;
      case "eval": {
        const { loss, accuracy } = event;
        if (event.split === "train") this.#train = { loss, accuracy };
        else this.#test = { loss, accuracy };
        break;
      }
      case "epoch":
        this.#epochDone(event.epoch);
        this.#note();
        break;
      case "checkpoint":
        this.#position = event.position;
        break;
      case "run-end":
        if (event.divergence !== undefined) {
          const { where, cause } = event.divergence;
          this.#send({ type: "diverged", epoch: event.epoch, where, cause }, []);
        }
    }
  }

  #epochDone(epoch: number): void {
    this.epoch = epoch;
    this.#stepInEpoch = 0;
    this.#sampleInBatch = 0;
  }

  #note(): void {
    const { loss = Number.NaN, accuracy = Number.NaN } = this.#train ?? {};
    const test = this.#test;
    this.#log.add([this.epoch, loss, test?.loss ?? Number.NaN, accuracy, test?.accuracy ?? Number.NaN]);
  }

  #score(): void {
    const { loss } = this.#recipe;
    const of = (data: PlaygroundData["train"]): Scores => {
      const { loss: mean, accuracy } = evaluate(this.#model, data, { loss });
      return { loss: mean, accuracy };
    };
    this.#train = of(this.#data.train);
    this.#test = of(this.#data.test);
  }

  #firstOfBatch(): number {
    return this.#stepInEpoch * this.#recipe.batchSize;
  }

  #nextSample(): number {
    const order = permutation(this.#data.train.size, new Rng(this.#recipe.seed, "shuffle", this.epoch));
    return order[this.#firstOfBatch() + this.#sampleInBatch];
  }

  async sendFrame(playing: boolean, epochsPerSecond: number): Promise<void> {
    const model = this.#model;
    if (model === undefined) return;
    const log = this.#log.rows();
    this.#log.clear();
    // the loss of the training decides what predict makes of the logits, which before the first step is not known yet
    const output = model.predict(this.#output) as Float32Array<ArrayBuffer>;
    const neurons = neuronMaps(model, this.#thumbnails, networkLayers(this.#config).visible);
    const weights = Float32Array.from(model.parameters.flatMap(({ value }) => [...value]));
    const frame: PlaygroundFrame = {
      ...{ revision: this.#revision, playing, epoch: this.epoch, step: this.#step, epochsPerSecond },
      ...{ train: this.#train, test: this.#test, log, weights, output, neurons },
      ...(this.#sampleInBatch > 0 && { sample: this.#nextSample() }),
      weightsDigest: await weightsDigest(model),
    };
    this.#send({ type: "frame", frame }, [
      log.buffer,
      output.buffer,
      neurons.buffer,
      weights.buffer as ArrayBuffer,
    ]);
  }
}

/** An error as the page shows it. */
export function faultOf(error: unknown): FromPlayground {
  if (!(error instanceof ChainruleError)) {
    const parts = { where: "worker", expected: "no error", got: String(error), remedy: "" };
    return { type: "fault", fault: { code: "E_UNKNOWN", ...parts } };
  }
  const { code, where, expected, got, remedy } = error;
  return { type: "fault", fault: { code, where, expected, got, remedy } };
}
