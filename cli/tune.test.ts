import { appendFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { requestStop } from "chainrule/node";
import { describe, expect, it } from "vitest";
import { jsonOf, runCli, startCli, temporaryFolder } from "./testing/cli.js";

const folder = temporaryFolder();

/** Writes a study of iris, and returns its name. */
function write(name: string, extra: object = {}): string {
  const study = {
    recipe: "iris-sigmoid-20-20",
    set: { epochs: 4 },
    space: {
      "optimizer.learningRate": { kind: "logFloat", low: 0.01, high: 1 },
      batchSize: { kind: "int", low: 2, high: 20 },
    },
    objective: "test.loss",
    trials: 12,
    seed: 1,
    ...extra,
  };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(study));
  return `${name}.json`;
}
const tune = (...args: string[]) => runCli(folder, ["tune", ...args]);
const journal = (name: string) => join(folder, "studies", name, "journal.jsonl");
/** All trials, without what times differ by. */
const trialsOf = (name: string) =>
  jsonOf(folder, ["tune", "export", `studies/${name}`]).map(({ cost, ...trial }: any) => ({
    ...trial,
    steps: cost?.steps,
  }));

describe("tune", () => {
  const first = jsonOf(folder, ["tune", write("first"), "--workers", "1"]);

  it("searches, and says what is best", () => {
    expect(first).toMatchObject({ status: "done", wanted: 12, trials: { done: 12, failed: 0, running: 0 } });
    const losses = trialsOf("first").map(({ objectives }: any) => objectives[0]);
    expect(first.best.objectives[0]).toBe(Math.min(...losses));
    expect(trialsOf("first")[0].reports).toHaveLength(3); // after every epoch but the last
  });

  it("does the same again on one worker", () => {
    jsonOf(folder, ["tune", "first.json", "--workers", "1", "--out", "studies/again"]);
    expect(trialsOf("again")).toEqual(trialsOf("first"));
  });

  it("says how to train with the best, which comes to the same", () => {
    const { stdout } = tune("best", "studies/first");
    const command = /chainrule (train .*)$/m.exec(stdout)![1].replaceAll("'", "");
    const { test } = jsonOf(folder, [...command.split(" "), "--out", "runs/best"]);
    expect(test.loss).toBe(first.best.objectives[0]);
    const { recipe } = jsonOf(folder, ["tune", "best", "studies/first"]);
    writeFileSync(join(folder, "best.json"), JSON.stringify(recipe));
    expect(jsonOf(folder, ["train", "best.json"]).test.loss).toBe(first.best.objectives[0]);
  });

  it("shows every trial, and exports them as a table", () => {
    const { stdout } = tune("show", "studies/first");
    expect(stdout.match(/^ +\d+ {2}done/gm)).toHaveLength(12);
    const csv = tune("export", "studies/first").stdout.trimEnd().split("\n");
    expect(csv).toHaveLength(13);
    expect(csv[0]).toBe("trial,state,test.loss,optimizer.learningRate,batchSize,steps,epochs,seconds");
  });

  it("gives trials up early, and judges by several objectives", () => {
    const pruned = jsonOf(folder, [
      "tune",
      write("pruned", { pruner: "asha", set: { epochs: 9 } }),
      "--workers",
      "1",
    ]);
    expect(pruned.trials.pruned).toBeGreaterThan(2);
    expect(pruned.trials.pruned + pruned.trials.done).toBe(12);
    const two = write("two", {
      objective: ["test.accuracy", "parameters"],
      sampler: "random",
      validation: 0.3,
    });
    const { front } = jsonOf(folder, ["tune", two]);
    expect(front.length).toBeGreaterThan(0);
    expect(tune("show", "studies/two").stdout).toMatch(/no other is better than in everything/);
  });

  it("records trials that diverge or cannot be, and goes on", () => {
    const space = {
      "optimizer.learningRate": { kind: "choice", options: [0.1, 1e38] },
      "model.layers.0.units": { kind: "choice", options: [4, 5] },
      "model.input": { kind: "choice", options: [[4], [3]] },
      loss: { kind: "choice", options: ["meanSquaredError"] },
    };
    const { trials } = jsonOf(folder, ["tune", write("bad", { space, sampler: "grid", pruner: "median" })]);
    const reasons = trialsOf("bad").map(({ failures }: any) => failures?.map(({ reason }: any) => reason));
    expect(trials).toMatchObject({ done: 2, failed: 6 });
    expect(reasons.filter((all: any) => all?.[0] === "diverged")).toEqual([["diverged"], ["diverged"]]);
    expect(reasons.filter((all: any) => all?.[0] === "invalid")).toHaveLength(4);
  });

  it("keeps everything when it is killed, interrupted or cut short, and goes on to the same end", async () => {
    const name = write("whole", { trials: 30, set: { epochs: 30 } });
    jsonOf(folder, ["tune", name, "--workers", "1"]);
    const running = startCli(folder, ["tune", name, "--workers", "1", "--out", "studies/broken"]);
    await running.said(/trial {2}3\/30/);
    running.child.kill("SIGKILL");
    await running.ended;

    const line = readFileSync(journal("broken")).lastIndexOf("\n", -2);
    truncateSync(journal("broken"), line + 10);
    const again = startCli(folder, ["tune", name, "--workers", "1", "--out", "studies/broken", "--resume"]);
    await again.said(/trial {1,2}\d+\/30.*\n.*trial {1,2}\d+\/30/);
    again.child.kill("SIGINT");
    const { status, stderr, stdout } = await again.ended;
    expect(stderr).toMatch(/last line of the journal was cut short/);
    expect([status, stdout]).toEqual([130, expect.stringMatching(/the same command with --resume/)]);

    const end = jsonOf(folder, ["tune", name, "--workers", "1", "--out", "studies/broken", "--resume"]);
    expect(end.status).toBe("done");
    expect(trialsOf("broken")).toEqual(trialsOf("whole"));
  });

  it("has a trial stopped by hand, or all of it, by whoever may write into its folder", async () => {
    const space = { "optimizer.learningRate": { kind: "choice", options: [0.1, 0.2] } };
    const name = write("stopped", { space, sampler: "grid", set: { epochs: 1e6 } });
    const dir = join(folder, "studies", "stopped");
    const running = startCli(folder, ["tune", name, "--workers", "1"]);
    const began = async (trial: number) => {
      while (!existsSync(journal("stopped"))) await sleep(20);
      while (!readFileSync(journal("stopped"), "utf8").includes(`"report","number":${trial}`))
        await sleep(20);
    };
    await began(1);
    requestStop(dir, 1);
    await running.said(/trial 1\/2 {3}stopped by hand after epoch \d+/);
    await began(2);
    requestStop(dir, "study");
    const { status, stdout, stderr } = await running.ended;
    expect(stderr).toMatch(/Stopping, as was asked/);
    expect([status, stdout]).toEqual([130, expect.stringMatching(/the same command with --resume/)]);
    expect(trialsOf("stopped").map(({ state, failures }: any) => [state, failures])).toEqual([
      ["stopped", undefined],
      ["running", undefined],
    ]);
    expect(tune("show", "studies/stopped").stdout).toMatch(/1 stopped by hand, 1 not at their end/);

    const again = startCli(folder, ["tune", name, "--workers", "1", "--resume", "--json"]);
    const isHeld = () => readdirSync(dir).some((file) => file.startsWith("lock."));
    while (!isHeld()) await sleep(20);
    requestStop(dir, 2);
    const result = await again.ended;
    expect(JSON.parse(result.stdout)).toMatchObject({
      status: "done",
      trials: { done: 0, stopped: 2, failed: 0, running: 0 },
    });
  });

  it("ends when its time is over", () => {
    const late = jsonOf(folder, ["tune", write("late", { trials: 1e5, timeout: 0.5 }), "--workers", "1"]);
    expect(late.status).toBe("timeout");
    expect(late.trials.done).toBeLessThan(1e5);
  });

  it("is read while it is written, and written by one alone", async () => {
    const name = write("busy", { trials: 1e5, timeout: 60 });
    const running = startCli(folder, ["tune", name, "--workers", "1"]);
    await running.said(/trial +2\//);
    expect(jsonOf(folder, ["tune", "show", "studies/busy"]).trials.done).toBeGreaterThan(0);
    expect(tune(name, "--resume")).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/no process uses/),
    });
    running.child.kill("SIGINT");
    expect((await running.ended).status).toBe(130);
  });

  it("refuses what is wrong before it makes anything", () => {
    const cases: [string[], RegExp, number][] = [
      [["nowhere.json"], /E_IO/, 3],
      [[write("typo", { recipe: "digts" })], /Did you mean "digits"/, 3],
      [[write("path", { space: { "optimizer.rate": { kind: "float", low: 0, high: 1 } } })], /"rate"/, 3],
      [[write("order", { space: { batchSize: { kind: "int", low: 9, high: 1 } } })], /low ≤ high/, 3],
      [[write("none", { space: { batchSize: { kind: "choice", options: [] } } })], /at least one value/, 3],
      [[write("metric", { set: { data: "iris:test=0" } })], /no test set/, 3],
      [
        [
          write("start", {
            recipe: "transfer-digits",
            space: { batchSize: { kind: "int", low: 1, high: 9 } },
          }),
        ],
        /start by themselves/,
        3,
      ],
      [["first.json"], /with --resume, or choose another --out/, 3],
      [["show", "nowhere"], /no journal\.jsonl/, 3],
      [["first.json", "--workers", "0"], /whole number ≥ 1/, 2],
      [["first.json", "--queue", "localhost"], /the address of a Redis/, 2],
    ];
    for (const [args, message, status] of cases) {
      const result = tune(...args);
      expect(result.stderr).toMatch(message);
      expect([args, result.status]).toEqual([args, status]);
    }
  });

  it("lists what is other in a study that is to go on", () => {
    const { status, stderr } = tune(
      write("other", { space: { batchSize: { kind: "int", low: 2, high: 40 } }, seed: 2 }),
      ...["--resume", "--out", "studies/first"],
    );
    expect(status).toBe(3);
    expect(stderr).toMatch(/space\.optimizer\.learningRate: .*absent/);
    expect(stderr).toMatch(/space\.batchSize\.high: 20, now 40; seed: 1, now 2/);
    appendFileSync(journal("first"), '{"type":"trial"}\n');
    expect(tune("show", "studies/first")).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/line \d+ of .*journal/),
    });
  });
});
