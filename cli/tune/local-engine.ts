import type { Outcome } from "chainrule/tune";
import type { Engine, Follower } from "./engine.js";
import { type PoolOptions, TrialPool } from "./pool.js";
import type { TrialTask } from "./trial-task.js";

/** Trials in worker threads of this process. */
export class LocalEngine implements Engine {
  readonly slots: number;
  readonly #pool: TrialPool;

  constructor(options: PoolOptions) {
    this.slots = options.threads;
    this.#pool = new TrialPool(options);
  }

  async run(
    _name: string,
    task: TrialTask,
    follower: Follower,
    signal: AbortSignal,
  ): Promise<Outcome | undefined> {
    for (;;) {
      if (signal.aborted) return undefined;
      const outcome = await this.#pool.run(task, (report) => follower.report(report), signal);
      if (signal.aborted) return undefined;
      if (outcome.state !== "failed") return outcome;
      if (!follower.failed(outcome.failure)) return undefined;
    }
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
