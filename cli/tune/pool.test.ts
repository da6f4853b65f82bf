import { fileURLToPath } from "node:url";
import type { Failure } from "chainrule/tune";
import { afterAll, describe, expect, it } from "vitest";
import { LocalEngine } from "./local-engine.js";
import { TrialPool } from "./pool.js";
import type { TrialTask } from "./trial-task.js";

const file = fileURLToPath(new URL("./testing/odd-trials.mjs", import.meta.url));
const options = { threads: 2, file, memory: 32 };
const pool = new TrialPool(options);
afterAll(() => pool.close());

const task = (title: string, patience = 0.4): TrialTask => ({
  recipe: { title },
  objectives: [{ metric: "test.loss", goal: "minimise" }],
  data: { spec: "iris", digest: "" },
  patience,
  prunes: true,
});
const goOn = () => "go on" as const;

describe("a pool of threads", () => {
  it.each([
    ["throws an error", 60, { reason: "error", message: "boom" }],
    ["eats all memory", 60, { reason: "memory" }],
    ["hangs", 0.4, { reason: "hung", message: "no sign of life for 0.4 s" }],
    ["waits for ever", 0.4, { reason: "hung" }],
    ["ends its thread", 60, { reason: "error" }],
  ])("outlives a trial that %s", async (title, patience, failure) => {
    expect(await pool.run(task(title, patience), goOn)).toMatchObject({ state: "failed", failure });
    expect(await pool.run(task("fine", 60), goOn)).toMatchObject({ state: "done" });
  });

  it("lets a trial take its time that shows that it lives", async () => {
    expect(await pool.run(task("slow"), goOn)).toMatchObject({ state: "done" });
  });

  it("hands reports on, and the answers back", async () => {
    const reports: unknown[] = [];
    const outcome = await pool.run(task("asks"), (report) => {
      reports.push(report);
      return "give up";
    });
    expect([reports, outcome]).toEqual([[{ step: 1, values: [0.5] }], { state: "pruned" }]);
  });

  it("does not disturb the trial beside one that goes wrong", async () => {
    const [slow, hung] = await Promise.all([pool.run(task("slow"), goOn), pool.run(task("hangs"), goOn)]);
    expect([slow.state, hung.state]).toEqual(["done", "failed"]);
  });

  it("stops a trial when it is told to", async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 50);
    expect((await pool.run(task("hangs", 60), goOn, abort.signal)).state).toBe("failed");
  });
});

it("a trial that fails is begun again as long as the study says so", async () => {
  const engine = new LocalEngine({ ...options, threads: 1 });
  const failures: Failure[] = [];
  const follower = { report: goOn, failed: (failure: Failure) => failures.push(failure) < 3 };
  const outcome = await engine.run("a", task("throws an error"), follower, new AbortController().signal);
  expect([outcome, failures.length]).toEqual([undefined, 3]);
  await engine.close();
});

it("a trial that is ended leaves its thread to the next, and is not begun again", async () => {
  const engine = new LocalEngine({ ...options, threads: 1 });
  const follower = { report: goOn, failed: () => expect.unreachable() };
  const end = new AbortController();
  setTimeout(() => end.abort(), 50);
  expect(await engine.run("a", task("hangs", 60), follower, end.signal)).toBeUndefined();
  expect(await engine.run("b", task("fine", 60), follower, end.signal)).toBeUndefined();
  const { signal } = new AbortController();
  expect(await engine.run("c", task("fine", 60), follower, signal)).toMatchObject({ state: "done" });
  await engine.close();
});
