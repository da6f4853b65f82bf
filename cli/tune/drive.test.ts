import { parseSpace, Study } from "chainrule/tune";
import { expect, it } from "vitest";
import { drive } from "./drive.js";
import type { Engine } from "./engine.js";
import type { TrialTask } from "./trial-task.js";

/** An engine whose trials go on until they are ended, but for those that `quick` names. */
function endless(slots: number, quick: (name: string) => boolean = () => false) {
  const log: string[] = [];
  const engine: Engine = {
    slots,
    run(name, _task, _follower, signal) {
      if (quick(name)) return Promise.resolve({ state: "done", objectives: [1] });
      return new Promise((resolve) => {
        const end = () => {
          log.push(`ended ${name}`);
          resolve(undefined);
        };
        if (signal.aborted) end();
        else {
          log.push(`began ${name}`);
          signal.addEventListener("abort", end);
        }
      });
    },
    close: async () => {},
  };
  return { engine, log };
}

const newStudy = (trials: number) =>
  new Study({
    space: parseSpace({ x: { kind: "float", low: 0, high: 1 } }, "space"),
    goals: ["minimise"],
    sampler: { kind: "random" },
    pruner: { kind: "none" },
    trials,
    seed: 1,
  });

/** Drives a study; at each turn it is asked to stop what stands next in the list. */
async function driven(study: Study, engine: Engine, stops: (number | "study")[]) {
  const ended: number[] = [];
  const status = await drive(study, engine, {
    id: "s",
    taskOf: () => ({}) as TrialTask,
    signal: { aborted: false },
    wishes(stop) {
      const next = stops.shift();
      if (next !== undefined) stop(next);
    },
    ended: ({ number }) => ended.push(number),
    turn() {},
  });
  return { status, ended };
}

it("a trial that is stopped by hand has ended, is not tried again, and makes room for the next", async () => {
  const study = newStudy(3);
  const { engine, log } = endless(1, (name) => name === "s-3");
  const { status, ended } = await driven(study, engine, [9, 1, 1, 2]);
  expect([status, ended]).toEqual(["done", [1, 2, 3]]);
  expect(log).toEqual(["began s-1", "ended s-1", "began s-2", "ended s-2"]);
  expect(study.trials.map(({ state, failures }) => [state, failures.length])).toEqual([
    ["stopped", 0],
    ["stopped", 0],
    ["done", 0],
  ]);
});

it("one that a process before has begun is ended where it is, too", async () => {
  const study = newStudy(2);
  for (const number of [1, 2]) study.replay({ type: "trial", number, values: { x: 0.5 } });
  const { engine, log } = endless(1, (name) => name === "s-1");
  expect(await driven(study, engine, [2])).toEqual({ status: "done", ended: [1, 2] });
  expect(log).toEqual(["ended s-2"]);
});

it("a study that is stopped leaves what is under way", async () => {
  const study = newStudy(5);
  const { engine } = endless(2);
  expect(await driven(study, engine, [3, "study"])).toEqual({ status: "stopped", ended: [] });
  expect(study.trials.map(({ state }) => state)).toEqual(["running", "running"]);
});
