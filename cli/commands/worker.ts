import { availableParallelism } from "node:os";
import type { ChainruleError } from "chainrule";
import { EXIT, type ExitCode } from "../errors.js";
import { Interrupt } from "../interrupt.js";
import { duration, plural } from "../numbers.js";
import { err, note } from "../terminal.js";
import { TrialPool } from "../tune/pool.js";
import { QueueWorker } from "../tune/queue-worker.js";
import { connectRedis } from "../tune/redis.js";

export interface WorkerCommandOptions {
  queue: string;
  threads?: number;
  data?: readonly string[];
  lease: number;
}

/** `chainrule worker`: takes trials until it is told to stop. Returns what to exit with.
 *  Errors    E_RUN a study of another version; E_FIELD, E_IO as connectRedis */
export async function workerCommand(options: WorkerCommandOptions): Promise<ExitCode> {
  const connected = await connectRedis(options.queue);
  const threads = options.threads ?? availableParallelism();
  const pool = new TrialPool({ threads, places: options.data });
  let stop: (error?: ChainruleError) => void = () => {};
  const stopped = new Promise<ChainruleError | undefined>((resolve) => {
    stop = resolve;
  });
  const interrupt = new Interrupt(() => stop());
  const worker = new QueueWorker(connected, pool, {
    threads,
    lease: options.lease,
    failed: stop,
    ended: ({ id }, outcome) => {
      const cost = outcome.state === "failed" ? undefined : outcome.cost;
      note([`trial ${id}`, outcome.state, ...(cost ? [duration(cost.seconds)] : [])].join("   "));
    },
  });
  note(`${err.bold("worker")}  ${plural(threads, "trial")} at once, from ${connected.place}; Ctrl-C ends it`);
  const error = await stopped;
  await worker.close();
  await pool.close();
  interrupt.close();
  if (error !== undefined) throw error;
  return EXIT.interrupted;
}
