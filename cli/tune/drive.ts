import type { Study, Trial } from "chainrule/tune";
import type { Engine, Follower } from "./engine.js";
import type { TrialTask } from "./trial-task.js";

export interface DriveOptions {
  /** Of the study. */
  readonly id: string;
  taskOf(trial: Trial): TrialTask;
  /** Seconds after which no new trial is begun. */
  readonly timeout?: number;
  /** Set `aborted` to leave the trials under way. */
  readonly signal: { readonly aborted: boolean };
  /** Asked some times a second: calls `stop` with each trial that a person wants to end, or with "study" to leave all. */
  wishes(stop: (what: number | "study") => void): void;
  /** Called when a trial has ended. */
  ended(trial: Trial): void;
  /** Called some times a second. @param running trials under way */
  turn(running: number): void;
}

/** Milliseconds between two looks at whether to stop, and at whether the engine takes more. */
const TURN = 50;

/** Keeps an engine busy until a study is done: first with the trials that a process before this one has begun.
 *  Errors    as the engine and the study's journal; the trials under way are left */
export async function drive(
  study: Study,
  engine: Engine,
  { id, taskOf, timeout = Number.POSITIVE_INFINITY, signal, wishes, ended, turn }: DriveOptions,
): Promise<"done" | "stopped" | "timeout"> {
  const begun = performance.now() / 1000;
  const orphans = study.trials.filter(({ state }) => state === "running").map(({ number }) => number);
  const running = new Set<Promise<void>>();
  const ends = new Map<number, AbortController>();
  let failure: { error: unknown } | undefined;
  let asked = false;
  const leaving = () => asked || signal.aborted;

  const endOf = (number: number): AbortController => {
    const end = ends.get(number) ?? new AbortController();
    ends.set(number, end);
    return end;
  };
  const stop = (what: number | "study"): void => {
    if (what === "study") asked = true;
    else if (study.tell(what, { state: "stopped" })) endOf(what).abort();
  };
  const follow = async (number: number): Promise<void> => {
    const follower: Follower = {
      report: (report) => (study.report(number, report) ? "give up" : "go on"),
      failed: (reason) => !leaving() && study.fail(number, reason),
    };
    const task = taskOf(study.trials[number - 1]);
    const outcome = await engine.run(`${id}-${number}`, task, follower, endOf(number).signal);
    ends.delete(number);
    if (leaving()) return;
    if (outcome !== undefined) study.tell(number, outcome);
    ended(study.trials[number - 1]);
  };
  const late = () => performance.now() / 1000 - begun > timeout;
  const next = (): number | undefined => orphans.shift() ?? (late() ? undefined : study.ask()?.number);

  for (;;) {
    wishes(stop);
    while (running.size < engine.slots && !leaving()) {
      const number = next();
      if (number === undefined) break;
      const one: Promise<void> = follow(number)
        .catch((error) => void (failure ??= { error }))
        .finally(() => running.delete(one));
      running.add(one);
    }
    turn(running.size);
    if (failure !== undefined) throw failure.error;
    if (leaving()) return "stopped";
    if (running.size === 0) return study.trials.length < study.wanted ? "timeout" : "done";
    await soon(running);
  }
}

/** When one of them is through, or it is time for another look. */
async function soon(running: ReadonlySet<Promise<void>>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const turn = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, TURN);
  });
  await Promise.race([...running, turn]);
  clearTimeout(timer);
}
