import { hostname } from "node:os";
import type { Worker } from "bullmq";
import { ChainruleError, version } from "chainrule";
import type { Outcome, Report } from "chainrule/tune";
import type { Redis } from "ioredis";
import type { TrialPool } from "./pool.js";
import {
  LOSSES,
  QUEUE,
  STOPS,
  type TrialJob,
  type TrialJobData,
  VERDICTS,
  type VerdictMessage,
  workerName,
} from "./queue.js";
import type { Connected } from "./redis.js";
import type { Verdict } from "./trial-task.js";

export interface QueueWorkerOptions {
  readonly threads: number;
  /** Seconds after which a trial of a worker that is gone is begun again. */
  readonly lease: number;
  /** Called when a trial has ended here. */
  ended(job: TrialJob, outcome: Outcome): void;
  /** Called when it cannot go on. */
  failed(error: ChainruleError): void;
}

/** Milliseconds that a trial waits for what its study says to a report; a study that is away says nothing. */
const ANSWER = 1000;

/** Takes trials from the queue into the threads of a pool. BullMQ holds the lease of each and renews it; when this process
 *  is gone or cut off, another one begins the trial again, and what this one brings then does not count. */
export class QueueWorker {
  readonly #pool: TrialPool;
  readonly #options: QueueWorkerOptions;
  readonly #connections: readonly Redis[];
  readonly #worker: Worker<TrialJobData, Outcome>;
  readonly #waitingError: new () => Error;
  readonly #answers = new Map<string, (verdict: Verdict) => void>();
  readonly #stop = new AbortController();
  /** What ends each trial under way. */
  readonly #ends = new Map<string, AbortController>();

  constructor({ bullmq, connect }: Connected, pool: TrialPool, options: QueueWorkerOptions) {
    this.#pool = pool;
    this.#options = options;
    this.#waitingError = bullmq.WaitingError;
    const [main, subscriber] = (this.#connections = [connect(), connect()]);
    subscriber.on("message", (channel, text) => {
      if (channel === STOPS) this.#ends.get(text)?.abort();
      else this.#hear(JSON.parse(text));
    });
    void subscriber.subscribe(VERDICTS, STOPS);
    const lease = options.lease * 1000;
    this.#worker = new bullmq.Worker<TrialJobData, Outcome>(QUEUE, (job, token) => this.#work(job, token!), {
      connection: main,
      name: workerName(hostname(), process.pid, options.threads),
      concurrency: options.threads,
      lockDuration: lease,
      stalledInterval: lease,
      maxStalledCount: LOSSES,
    });
    this.#worker.on("error", () => {}); // connectRedis tells what a person should know
    this.#worker.on("completed", (job, outcome) => options.ended(job, outcome));
  }

  /** Gives back what is under way. */
  async close(): Promise<void> {
    this.#stop.abort();
    if (this.#connections[0].status === "ready") await this.#worker.close();
    else void this.#worker.close(true).catch(() => {}); // where the Redis is away, it does not come to an end
    for (const connection of this.#connections) connection.disconnect();
  }

  async #work(job: TrialJob, token: string): Promise<Outcome> {
    const { version: wanted, task } = job.data;
    if (wanted !== version) {
      this.#options.failed(otherVersion(wanted));
      return this.#giveBack(job, token);
    }
    const end = new AbortController();
    this.#ends.set(job.id!, end);
    const signal = AbortSignal.any([this.#stop.signal, end.signal]);
    const outcome = await this.#pool.run(task, (report) => this.#report(job, report), signal);
    this.#ends.delete(job.id!);
    if (end.signal.aborted) return { state: "stopped" };
    if (this.#stop.signal.aborted) return this.#giveBack(job, token);
    if (outcome.state !== "failed") return outcome;
    const { reason, message } = outcome.failure;
    if (reason === "diverged" || reason === "invalid") return outcome; // would come out the same again
    throw new Error(`${reason}: ${message}`);
  }

  async #giveBack(job: TrialJob, token: string): Promise<never> {
    await job.moveToWait(token);
    throw new this.#waitingError();
  }

  #report(job: TrialJob, report: Report): Verdict | Promise<Verdict> {
    void job.updateProgress({ report }).catch(() => {});
    if (!job.data.task.prunes) return "go on";
    const key = `${job.id}/${report.step}`;
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => this.#hear({ job: job.id!, step: report.step, verdict: "go on" }),
        ANSWER,
      );
      this.#answers.set(key, (verdict) => {
        clearTimeout(timer);
        this.#answers.delete(key);
        resolve(verdict);
      });
    });
  }

  #hear({ job, step, verdict }: VerdictMessage): void {
    this.#answers.get(`${job}/${step}`)?.(verdict);
  }
}

function otherVersion(wanted: string): ChainruleError {
  return new ChainruleError("E_RUN", {
    where: "worker",
    expected: `version ${wanted} of chainrule, which the study runs with`,
    got: `version ${version}`,
    remedy: `Install chainrule@${wanted} here; the trial has been given back.`,
  });
}
