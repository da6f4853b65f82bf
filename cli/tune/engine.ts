import type { Failure, Outcome, Report } from "chainrule/tune";
import type { TrialTask, Verdict } from "./trial-task.js";

/** Who is told of a trial while it runs. */
export interface Follower {
  report(report: Report): Verdict;
  /** Takes that it came to nothing; says whether to begin it again. */
  failed(failure: Failure): boolean;
}

/** Where trials are computed: in threads of this process, or wherever a queue brings them. */
export interface Engine {
  /** How many trials it takes at once; may change. */
  readonly slots: number;
  /** @param name of the trial, which no other has
   *  @param signal ends it, wherever it is
   *  @returns how it ended; undefined where that is known already: it was ended, or the follower has been told that it failed
   *    for good */
  run(name: string, task: TrialTask, follower: Follower, signal: AbortSignal): Promise<Outcome | undefined>;
  /** Leaves what is under way. */
  close(): Promise<void>;
}
