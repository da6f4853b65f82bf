// One run of an experiment in a worker of its own, as the page sees it.
import { batch, signal } from "@preact/signals";
import type { Chart, Text } from "../../../../experiments/index.js";
import { type Client, connect } from "../../protocol/client.ts";
import {
  type ExperimentEnd,
  type ExperimentMessage,
  type ExperimentSetup,
  type FromExperiment,
  parseFromExperiment,
} from "../../protocol/experiment.ts";
import type { Fault } from "../../protocol/messages.ts";

export type Status = "idle" | "running" | "done" | "stopped" | "fault";

/** A worker that has not stopped by then is in the middle of something long, and is ended: milliseconds. */
const PATIENCE = 1500;

export class Runner {
  readonly status = signal<Status>("idle");
  readonly done = signal(0);
  readonly note = signal<Text | undefined>(undefined);
  readonly seconds = signal(0);
  /** Those with an id that has come before take the place of the earlier ones. */
  readonly charts = signal<readonly Chart[]>([]);
  readonly end = signal<ExperimentEnd | undefined>(undefined);
  readonly fault = signal<Fault | undefined>(undefined);
  /** What it was started with. */
  readonly setup = signal<ExperimentSetup | undefined>(undefined);
  #client: Client<ExperimentMessage> | undefined;
  #fresh = false;
  #run = 0;

  /** Has a worker ready, so that a run begins at once. */
  prepare(): void {
    if (this.#fresh) return;
    this.#client?.close();
    this.#fresh = true;
    const worker = new Worker(new URL("../../worker/experiment-worker.ts", import.meta.url), {
      type: "module",
    });
    this.#client = connect<ExperimentMessage, FromExperiment>(
      worker,
      parseFromExperiment,
      ({ type }) => type === "frame",
      (message) => this.#receive(message),
    );
  }

  start(setup: ExperimentSetup): void {
    this.prepare();
    this.#fresh = false;
    this.#run += 1;
    batch(() => {
      this.clear();
      this.status.value = "running";
      this.setup.value = setup;
    });
    this.#client!.send({ type: "start", run: this.#run, setup, base: document.baseURI });
  }

  stop(): void {
    if (this.status.value !== "running") return;
    const run = this.#run;
    this.#client?.send({ type: "stop" });
    setTimeout(() => {
      if (run !== this.#run || this.status.value !== "running") return;
      this.close();
      this.status.value = "stopped";
    }, PATIENCE);
  }

  /** As before any run. */
  clear(): void {
    batch(() => {
      this.status.value = "idle";
      this.done.value = 0;
      this.note.value = undefined;
      this.seconds.value = 0;
      this.charts.value = [];
      this.end.value = undefined;
      this.fault.value = undefined;
      this.setup.value = undefined;
    });
  }

  close(): void {
    this.#client?.close();
    this.#client = undefined;
    this.#fresh = false;
  }

  #receive(message: FromExperiment): void {
    if (message.run !== this.#run || this.status.value !== "running") return;
    batch(() => {
      if (message.type === "fault") {
        this.fault.value = message.fault;
        this.status.value = "fault";
        return;
      }
      this.done.value = message.done;
      this.note.value = message.note;
      this.seconds.value = message.seconds;
      if (message.charts.length > 0) this.charts.value = merged(this.charts.value, message.charts);
      if (message.outcome === undefined) return;
      this.end.value = message.outcome;
      this.status.value = message.outcome.status;
    });
  }
}

function merged(before: readonly Chart[], now: readonly Chart[]): Chart[] {
  const all = new Map(before.map((chart) => [chart.id, chart]));
  for (const chart of now) all.set(chart.id, chart);
  return [...all.values()];
}
