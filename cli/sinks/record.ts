import {
  encodeCheckpoint,
  type Model,
  type Optimizer,
  type Position,
  type RunEndEvent,
  type RunStartEvent,
  type TrainEvent,
} from "chainrule";
import type { RunFolder } from "chainrule/node";

/** Lines of `events.jsonl` that steps may take: per epoch, and in the whole run. */
const STEPS_PER_EPOCH = 200;
const STEPS_PER_RUN = 2_000;
/** Epochs that are written down; of more, every second, every third, … and the last. */
const EPOCHS = 1_000;
/** Lines that wait at most; a checkpoint, about one a second, takes them along. */
const WAITING = 500;
/** Seconds between two checkpoints, and their largest share of the time. */
const CHECKPOINT_SECONDS = 1;
const CHECKPOINT_SHARE = 0.02;

/** Writes a run to its folder: the events, thinned and with their time; checkpoints, not too often; the model. */
export class Recorder {
  readonly dir: string;
  /** The first event, and the last, once they have come. */
  start!: RunStartEvent;
  end!: RunEndEvent;
  samples = 0;
  readonly #folder: RunFolder;
  readonly #model: Model;
  readonly #optimizer: Optimizer;
  /** Where the run stands, if the model still is as it was there. */
  #offered: Position | undefined;
  /** Not written yet: many small writes would take longer than the training. */
  #lines: object[] = [];
  #stored = -1;
  #notBefore = 0;
  #everyStep = 1;
  #everyEpoch = 1;

  constructor(folder: RunFolder, model: Model, optimizer: Optimizer) {
    this.dir = folder.dir;
    this.#folder = folder;
    this.#model = model;
    this.#optimizer = optimizer;
  }

  /** Errors    E_IO */
  take(event: TrainEvent): void {
    if (event.type === "step") {
      this.samples += event.samples;
      this.#offered = undefined;
      if (event.step % this.#everyStep !== 0) return;
    }
    if (event.type === "epoch" || event.type === "eval") {
      if (event.epoch % this.#everyEpoch !== 0 && event.epoch !== this.start.epochs) return;
    }
    if (event.type === "checkpoint") {
      this.#offered = event.position;
      return;
    }
    if (event.type === "run-start") this.#begin(event);
    if (event.type === "run-end") {
      this.end = event;
      if (event.reason !== "diverged") this.#store();
    }
    this.#add(event);
    // at once, so that the run can be gone on with from any moment
    if (event.type === "run-start" && event.from.step === 0) this.#store();
    if (event.type === "run-end" || this.#lines.length >= WAITING) this.#flush();
  }

  /** Stores what the last event offered, unless that was done a moment ago. @param now in seconds
   *  Errors    E_IO */
  checkpointIfDue(now: number): void {
    if (now < this.#notBefore || this.#offered === undefined) return;
    this.#store();
    const seconds = performance.now() / 1000 - now;
    this.#notBefore = now + Math.max(CHECKPOINT_SECONDS, seconds / CHECKPOINT_SHARE);
  }

  /** Errors    E_IO
   *  @returns the path */
  saveModel(): string {
    this.#folder.saveModel(this.#model.save());
    return `${this.dir}/model.safetensors`;
  }

  close(): void {
    this.#folder.close();
  }

  #begin(event: RunStartEvent): void {
    const { stepsPerEpoch, epochs, from } = event;
    this.start = event;
    this.#offered = from;
    this.#everyStep = Math.max(
      1,
      Math.ceil(stepsPerEpoch / STEPS_PER_EPOCH),
      Math.ceil((stepsPerEpoch * epochs) / STEPS_PER_RUN),
    );
    this.#everyEpoch = Math.max(1, Math.ceil(epochs / EPOCHS));
  }

  #store(): void {
    const position = this.#offered;
    if (position === undefined || position.step === this.#stored) return;
    // weights can be past saving before a loss shows it; what was stored last stays
    if (!this.#model.parameters.every(({ value }) => value.every(Number.isFinite))) return;
    this.#flush(); // a checkpoint must not be ahead of the events
    this.#folder.saveCheckpoint(encodeCheckpoint(this.#model, this.#optimizer, position));
    this.#stored = position.step;
    this.#add({ type: "checkpoint", step: position.step });
  }

  #flush(): void {
    const lines = this.#lines;
    this.#lines = [];
    if (lines.length > 0) this.#folder.appendEvents(lines);
  }

  #add(event: object): void {
    this.#lines.push({ ...event, time: new Date().toISOString() });
  }
}
