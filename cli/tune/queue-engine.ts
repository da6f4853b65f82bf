import type { Queue, QueueEvents } from "bullmq";
import { version } from "chainrule";
import type { Failure, Outcome, Reason } from "chainrule/tune";
import type { Redis } from "ioredis";
import type { Engine, Follower } from "./engine.js";
import {
  type JobProgress,
  QUEUE,
  RETRIES,
  STOPS,
  type TrialJob,
  type TrialJobData,
  threadsOf,
  VERDICTS,
  type VerdictMessage,
} from "./queue.js";
import { connectRedis } from "./redis.js";
import type { TrialTask } from "./trial-task.js";

interface Waiting {
  readonly task: TrialTask;
  readonly follower: Follower;
  /** Failed attempts that the follower knows of. */
  failures: number;
  resolve(outcome: Outcome | undefined): void;
}

/** Milliseconds between two looks at what became of the trials, beside what the queue tells by itself: events are lost
 *  when a Redis goes. */
const LOOK = 1000;
/** Seconds that results are kept for a study that is not there to take them: a week. */
const KEPT = 7 * 24 * 3600;
/** The least trials that are put out at once, so that a worker who comes finds something to do. */
const LEAST = 2;

/** Trials in a queue of BullMQ's, for workers on any machine. A trial is a job whose id is its name; so it is in the queue
 *  once, also when a study puts it there again. */
export class QueueEngine implements Engine {
  readonly #connections: readonly Redis[];
  readonly #queue: Queue<TrialJobData, Outcome>;
  readonly #events: QueueEvents;
  readonly #waiting = new Map<string, Waiting>();
  /** Trials that were ended by hand, as long as their jobs are still in the queue. */
  readonly #ended = new Set<string>();
  readonly #fixed: number | undefined;
  #slots = LEAST;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** @param slots how many trials are put out at once; without it, what the workers take and one more for each
   *  Errors    E_FIELD, E_IO as connectRedis */
  static async connect(url: string, slots?: number): Promise<QueueEngine> {
    const { bullmq, connect } = await connectRedis(url);
    const connections = [connect(), connect()];
    const queue = new bullmq.Queue<TrialJobData, Outcome>(QUEUE, { connection: connections[0] });
    const events = new bullmq.QueueEvents(QUEUE, { connection: connections[1] });
    await events.waitUntilReady();
    return new QueueEngine(connections, queue, events, slots);
  }

  private constructor(
    connections: readonly Redis[],
    queue: Queue<TrialJobData, Outcome>,
    events: QueueEvents,
    slots: number | undefined,
  ) {
    this.#connections = connections;
    this.#queue = queue;
    this.#events = events;
    this.#fixed = slots;
    const quiet = () => {}; // connectRedis tells what a person should know
    queue.on("error", quiet);
    events.on("error", quiet);
    events.on("progress", ({ jobId, data }) => this.#answer(jobId, data as unknown as JobProgress));
    events.on("completed", ({ jobId }) => void this.#settle(jobId).catch(() => {}));
    events.on("failed", ({ jobId }) => void this.#settle(jobId).catch(() => {}));
    this.#lookAgain();
  }

  get slots(): number {
    return this.#fixed ?? this.#slots;
  }

  run(name: string, task: TrialTask, follower: Follower, signal: AbortSignal): Promise<Outcome | undefined> {
    return new Promise((resolve, reject) => {
      const added = signal.aborted ? Promise.resolve() : this.#add(name, task);
      const end = () => {
        this.#waiting.delete(name);
        this.#ended.add(name);
        resolve(undefined);
        void added.then(() => this.#takeOut(name)).catch(() => {});
      };
      if (signal.aborted) return end();
      this.#waiting.set(name, { task, follower, failures: 0, resolve });
      signal.addEventListener("abort", end, { once: true });
      added.catch(reject);
    });
  }

  /** What has not been begun is taken back; what has comes to its end, and is there when the study goes on. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const names = [...this.#waiting.keys(), ...this.#ended];
    this.#waiting.clear();
    if (this.#connections[0].status === "ready")
      await Promise.all(names.map((name) => this.#queue.remove(name).catch(() => 0)));
    // not waited for: where the Redis is away, they do not come to an end
    void Promise.allSettled([this.#queue.close(), this.#events.close()]);
    for (const connection of this.#connections) connection.disconnect();
  }

  async #add(name: string, task: TrialTask): Promise<void> {
    const keep = { age: KEPT };
    const options = { jobId: name, ...RETRIES, removeOnComplete: keep, removeOnFail: keep };
    await this.#queue.add("trial", { version, task }, options);
  }

  /** Takes the job of a trial that was ended out of the queue; of a worker that has it, it is asked for, now and at every
   *  look until it is there to be taken. */
  async #takeOut(name: string): Promise<void> {
    if ((await this.#queue.remove(name)) === 1) this.#ended.delete(name);
    else await this.#connections[0].publish(STOPS, name);
  }

  /** Takes how a trial stands, and lets its worker know what to do. */
  #answer(job: string, { report }: JobProgress): void {
    const waiting = this.#waiting.get(job);
    if (waiting === undefined) return;
    const verdict = waiting.follower.report(report);
    if (!waiting.task.prunes) return;
    const message: VerdictMessage = { job, step: report.step, verdict };
    void this.#connections[0].publish(VERDICTS, JSON.stringify(message)).catch(() => {});
  }

  /** Takes what became of a trial, once. */
  async #settle(name: string): Promise<void> {
    if (!this.#waiting.has(name)) return;
    const job: TrialJob | undefined = await this.#queue.getJob(name);
    const waiting = this.#waiting.get(name); // another look may have been faster
    if (waiting === undefined) return;
    if (job === undefined) return this.#add(name, waiting.task); // a Redis that has forgotten
    this.#tellFailures(waiting, job);
    if (job.finishedOn === undefined || job.finishedOn === 0) return;
    this.#waiting.delete(name);
    const outcome: Outcome = job.returnvalue ?? { state: "failed", failure: failureOf(job.failedReason) };
    waiting.resolve(outcome);
    await job.remove();
  }

  /** Tells of the attempts that failed and were, or are to be, made again; the queue itself sees to that. */
  #tellFailures(waiting: Waiting, { stacktrace, finishedOn, returnvalue }: TrialJob): void {
    const isLast = Boolean(finishedOn) && !returnvalue;
    const traces = (stacktrace ?? []).slice(0, isLast ? -1 : undefined);
    for (const trace of traces.slice(waiting.failures)) waiting.follower.failed(failureOf(trace));
    waiting.failures = Math.max(waiting.failures, traces.length);
  }

  #lookAgain(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#look()
        .catch(() => {}) // the Redis is away: later
        .then(() => this.#lookAgain());
    }, LOOK);
  }

  async #look(): Promise<void> {
    if (this.#connections[0].status !== "ready") return;
    await Promise.all([...this.#waiting.keys()].map((name) => this.#settle(name)));
    await Promise.all([...this.#ended].map((name) => this.#takeOut(name)));
    const workers = await this.#queue.getWorkers();
    const threads = workers.reduce((sum, { rawname }) => sum + threadsOf(rawname), 0);
    this.#slots = Math.max(LEAST, threads + workers.length);
  }
}

const TOLD = /^(?:Error: )?(error|memory|hung): ([^\n]*)/;

/** A failure as the worker has put it; whatever else is said, the worker was gone. */
function failureOf(text: string | undefined): Failure {
  const [, reason, message] = TOLD.exec(text ?? "") ?? [];
  return { reason: (reason ?? "lost") as Reason, message: message ?? (text ?? "").split("\n")[0] };
}
