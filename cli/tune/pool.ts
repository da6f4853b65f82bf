import { fileURLToPath } from "node:url";
import { MessageChannel } from "node:worker_threads";
import type { Failure, Outcome, Report } from "chainrule/tune";
import { Piscina } from "piscina";
import type { TrialMessage, TrialTask, Verdict } from "./trial-task.js";

export interface PoolOptions {
  /** How many trials run at once. */
  readonly threads: number;
  /** Where else data may be. */
  readonly places?: readonly string[];
  /** The module that a thread runs. */
  readonly file?: string;
  /** MiB of JavaScript values that a trial may take; what Node allows by itself, if absent. */
  readonly memory?: number;
}

/** Worker threads that train trials, one each at a time. Whatever a trial does, it takes at most its thread along. */
export class TrialPool {
  readonly #pool: Piscina;
  readonly #places: readonly string[];

  constructor({ threads, places = [], file, memory }: PoolOptions) {
    this.#places = places;
    this.#pool = new Piscina({
      filename: file ?? fileURLToPath(new URL("./trial.js", import.meta.url)),
      minThreads: 1,
      maxThreads: threads,
      idleTimeout: Number.POSITIVE_INFINITY,
      ...(memory !== undefined && { resourceLimits: { maxOldGenerationSizeMb: memory } }),
    });
    this.#pool.on("error", () => {}); // of a thread that had no trial; one that had is told by its promise
  }

  /** Runs a trial to its end, or to what became of it instead.
   *  @param report takes how it stands, and says whether to give it up */
  async run(
    task: TrialTask,
    report: (report: Report) => Verdict | Promise<Verdict>,
    signal?: AbortSignal,
  ): Promise<Outcome> {
    const { port1: port, port2 } = new MessageChannel();
    const abort = new AbortController();
    const stop = () => abort.abort();
    signal?.addEventListener("abort", stop);
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
      stop();
    }, task.patience * 1000);
    port.on("message", async (message: TrialMessage) => {
      timer.refresh();
      if (message !== "alive") port.postMessage(await report(message.report));
    });
    try {
      const job = { task, places: this.#places, port: port2 };
      return await this.#pool.run(job, { transferList: [port2], signal: abort.signal });
    } catch (error) {
      const failure: Failure = hung
        ? { reason: "hung", message: `no sign of life for ${task.patience} s` }
        : failureOf(error);
      return { state: "failed", failure };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      port.close();
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

function failureOf(error: unknown): Failure {
  const { code, message = String(error) } = error as { code?: string; message?: string };
  return { reason: code === "ERR_WORKER_OUT_OF_MEMORY" ? "memory" : "error", message };
}
