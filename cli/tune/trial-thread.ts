// What a worker thread of the pool runs: one trial at a time, with a port to tell how it stands.
import { once } from "node:events";
import type { MessagePort } from "node:worker_threads";
import { ChainruleError } from "chainrule";
import type { Outcome } from "chainrule/tune";
import { runTrial } from "./run-trial.js";
import type { TrialMessage, TrialTask } from "./trial-task.js";

export interface ThreadTask {
  readonly task: TrialTask;
  readonly places: readonly string[];
  readonly port: MessagePort;
}

/** Errors of the library that follow from the values themselves, so that to try again would not help. */
const INVALID = new Set(["E_FIELD", "E_SHAPE", "E_DATA", "E_FORMAT"]);

export default async function trialThread({ task, places, port }: ThreadTask): Promise<Outcome> {
  const tell = (message: TrialMessage) => port.postMessage(message);
  try {
    return await runTrial(task, places, {
      alive: () => tell("alive"),
      async report(report) {
        tell({ report });
        const [verdict] = await once(port, "message");
        return verdict;
      },
    });
  } catch (error) {
    if (error instanceof ChainruleError && INVALID.has(error.code))
      return { state: "failed", failure: { reason: "invalid", message: error.message } };
    throw error;
  } finally {
    port.close();
  }
}
