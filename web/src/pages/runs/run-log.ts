// What a run has told so far, as columns of numbers that grow. Lines that are none of its events do not count: another version
// may write more.

/** What a curve can show: of epochs, and the loss of single steps. */
export const METRICS = [
  "test.loss",
  "test.accuracy",
  "train.loss",
  "train.accuracy",
  "learningRate",
  "step.loss",
] as const;
export type Metric = (typeof METRICS)[number];

/** What it is drawn over; `time` in seconds since the run began. */
export const AXES = ["epoch", "step", "time"] as const;
export type Axis = (typeof AXES)[number];

export type RunState = "running" | "interrupted" | "done" | "stopped" | "diverged";

export interface Curve {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

type Column = Axis | Exclude<Metric, "step.loss">;
const COLUMNS: readonly Column[] = [
  "epoch",
  "step",
  "time",
  "train.loss",
  "test.loss",
  "train.accuracy",
  "test.accuracy",
  "learningRate",
];

export class RunLog {
  /** Grows with every line. */
  version = 0;
  /** Why it ended, if it has. */
  reason: RunState | undefined;
  readonly #epochs = Object.fromEntries(COLUMNS.map((name) => [name, [] as number[]])) as Record<
    Column,
    number[]
  >;
  readonly #steps = {
    epoch: [] as number[],
    step: [] as number[],
    time: [] as number[],
    loss: [] as number[],
  };
  #began = Number.NaN;
  #stepsPerEpoch = Number.NaN;

  get epochs(): number {
    return this.#epochs.epoch.length;
  }

  /** @param lines whole lines of events.jsonl */
  add(lines: string): void {
    for (const line of lines.split("\n")) {
      if (line === "") continue;
      try {
        this.#take(Object(JSON.parse(line)));
      } catch {}
    }
    this.version++;
  }

  /** A row of an epoch, by the names of the columns. */
  rows(): { readonly names: readonly string[]; readonly rows: number[][] } {
    const rows = this.#epochs.epoch.map((_, i) => COLUMNS.map((name) => this.#epochs[name][i]));
    return { names: COLUMNS, rows };
  }

  curve(metric: Metric, axis: Axis): Curve {
    if (metric === "step.loss") return { x: this.#steps[axis], y: this.#steps.loss };
    return { x: this.#epochs[axis], y: this.#epochs[metric] };
  }

  /** The last number of a metric, and the best: the least of a loss, the largest of an accuracy. */
  result(metric: Exclude<Metric, "step.loss">): { readonly last: number; readonly best: number } {
    const values = this.#epochs[metric].filter(Number.isFinite);
    const best = values.reduce(metric.endsWith("accuracy") ? larger : smaller, Number.NaN);
    return { last: this.#epochs[metric].at(-1) ?? Number.NaN, best };
  }

  #take(event: Record<string, unknown>): void {
    const time = Date.parse(String(event.time));
    if (event.type === "run-start") {
      if (Number.isNaN(this.#began)) this.#began = time;
      this.#stepsPerEpoch = numberOf(event.stepsPerEpoch);
      this.reason = undefined;
    }
    const seconds = (time - this.#began) / 1000;
    if (event.type === "step") {
      const step = numberOf(event.step);
      this.#steps.step.push(step);
      this.#steps.epoch.push(step / this.#stepsPerEpoch);
      this.#steps.time.push(seconds);
      this.#steps.loss.push(numberOf(event.loss));
    }
    if (event.type === "epoch") {
      const [train, test] = [Object(event.train), Object(event.test)];
      const row: Record<Column, unknown> = {
        epoch: event.epoch,
        step: event.step,
        time: seconds,
        learningRate: event.learningRate,
        "train.loss": train.loss,
        "train.accuracy": train.accuracy,
        "test.loss": test.loss,
        "test.accuracy": test.accuracy,
      };
      for (const name of COLUMNS) this.#epochs[name].push(numberOf(row[name]));
    }
    if (event.type === "run-end")
      this.reason = (["done", "stopped", "diverged"] as const).find((reason) => reason === event.reason);
  }
}

const numberOf = (value: unknown): number => (typeof value === "number" ? value : Number.NaN);
// NaN is where one begins
const smaller = (a: number, b: number): number => (a < b ? a : b);
const larger = (a: number, b: number): number => (a > b ? a : b);
