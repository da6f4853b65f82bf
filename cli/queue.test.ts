import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Queue, QueueEvents } from "bullmq";
import { requestStop } from "chainrule/node";
import { Redis } from "ioredis";
import { afterEach, describe, expect, it } from "vitest";
import { jsonOf, type Running, runCli, startCli, temporaryFolder } from "./testing/cli.js";
import { type FarMachine, farMachine, hasFarMachine } from "./testing/far-machine.js";
import { freePort, hasRedis, startRedis } from "./testing/redis.js";
import { QUEUE } from "./tune/queue.js";
import { connectRedis } from "./tune/redis.js";
import { VERSION } from "./version.js";

const folder = temporaryFolder();
const workers = new Set<Running>();

function write(name: string, extra: object = {}): string {
  const study = {
    recipe: "iris-sigmoid-20-20",
    set: { epochs: 60 },
    space: {
      "optimizer.learningRate": { kind: "logFloat", low: 0.01, high: 1 },
      "model.layers.0.units": { kind: "int", low: 2, high: 20 },
    },
    objective: "test.loss",
    sampler: "random",
    trials: 24,
    seed: 1,
    ...extra,
  };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(study));
  return `${name}.json`;
}

function startWorker(port: number, from?: FarMachine): Running {
  const args = ["worker", "--queue", url(port, from?.home), "--threads", "1", "--lease", "2"];
  const worker = startCli(folder, args, { prefix: from?.prefix });
  workers.add(worker);
  return worker;
}
async function endWorkers(): Promise<void> {
  for (const { child } of workers) child.kill("SIGKILL");
  await Promise.all([...workers].map(({ ended }) => ended));
  workers.clear();
}
afterEach(endWorkers);

const url = (port: number, host = "127.0.0.1") => `redis://${host}:${port}`;
/** What the trials came to, in order of their numbers, and how often one was told to have ended. */
function resultsOf(name: string): unknown[] {
  const lines = readFileSync(join(folder, "studies", name, "journal.jsonl"), "utf8")
    .trimEnd()
    .split("\n");
  const ends = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === "end");
  return ends
    .sort((a, b) => a.number - b.number)
    .map(({ number, state, objectives, cost }) => [number, state, objectives, cost?.steps]);
}

/** Three seconds of this process, which on a busy machine may not be let run for as long; then what is due comes first. */
async function threeSeconds(): Promise<string> {
  await sleep(3000);
  for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
  return "nothing within three seconds";
}

describe("without a Redis", () => {
  it("the commands say so, and what to do", async () => {
    for (const command of [["tune", write("absent")], ["worker"]]) {
      const { status, stderr } = runCli(folder, [...command, "--queue", url(await freePort())]);
      expect(stderr).toMatch(/E_IO {2}--queue\n.*a Redis at 127\.0\.0\.1:\d+\n.*ECONNREFUSED/);
      expect(status).toBe(3);
    }
    expect(runCli(folder, ["worker"])).toMatchObject({ status: 2, stderr: expect.stringMatching(/--queue/) });
  });

  it("that is known within three seconds, also where something is there that never answers", async () => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const ports = [await freePort(), (silent.address() as AddressInfo).port];
    for (const [i, said] of [/ECONNREFUSED/, /no answer within 2 s/].entries()) {
      const answer = connectRedis(url(ports[i])).then(() => "a Redis", String);
      expect(await Promise.race([answer, threeSeconds()])).toMatch(said);
    }
    silent.close();
  });
});

/** Many processes take part, which a machine with other things to do starts slowly; in milliseconds. */
const timeout = 240_000;

describe.skipIf(!hasRedis)("a study on a queue", { timeout }, () => {
  it("comes to the same as without one, whoever dies on the way: workers, the Redis, the study itself", async () => {
    const name = write("storm");
    jsonOf(folder, ["tune", name, "--out", "studies/calm"]);
    const port = await freePort();
    let endRedis = await startRedis(port, folder);
    for (let i = 0; i < 3; i++) startWorker(port);
    const args = ["tune", name, "--queue", url(port)];

    const first = startCli(folder, args);
    await first.said(/(^trial.*?){4}/ms);
    for (const { child } of [...workers].slice(0, 2)) child.kill("SIGKILL");
    startWorker(port);
    await first.said(/(^trial.*?){8}/ms);
    first.child.kill("SIGKILL");
    await first.ended;

    const second = startCli(folder, [...args, "--resume", "--json"]);
    await second.said(/(^trial.*?){3}/ms);
    await endRedis();
    await second.said(/is gone; waiting for it/);
    await sleep(500);
    endRedis = await startRedis(port, folder);
    await second.said(/is back/);
    const { status, stdout } = await second.ended;
    expect(status).toBe(0);
    expect(JSON.parse(stdout).trials).toEqual({ done: 24, pruned: 0, stopped: 0, failed: 0, running: 0 });
    expect(resultsOf("storm")).toEqual(resultsOf("calm"));
    await endRedis();
  });

  it("gives trials up early, stops with Ctrl-C and lets workers go when they are told to", async () => {
    const port = await freePort();
    const endRedis = await startRedis(port, folder);
    const worker = startWorker(port);
    const name = write("pruned", { pruner: "asha", set: { epochs: 27 }, trials: 16, sampler: "tpe" });
    const { trials, status } = jsonOf(folder, ["tune", name, "--queue", url(port)]);
    expect(status).toBe("done");
    expect(trials.pruned).toBeGreaterThan(4);

    const long = startCli(folder, ["tune", write("long", { set: { epochs: 1e6 } }), "--queue", url(port)]);
    const connection = new Redis(url(port), { maxRetriesPerRequest: null });
    const queue = new Queue(QUEUE, { connection });
    while ((await queue.getActiveCount()) === 0) await sleep(20);
    worker.child.kill("SIGINT");
    expect((await worker.ended).status).toBe(130);
    expect(await queue.getActiveCount()).toBe(0); // given back at once
    expect(await queue.getWaitingCount()).toBe(2);
    long.child.kill("SIGINT");
    expect((await long.ended).status).toBe(130);
    expect(await queue.getWaitingCount()).toBe(0); // taken back
    await queue.close();
    connection.disconnect();
    await endRedis();
  });

  it("has trials stopped by hand, those that a worker has and those that wait, and tries none of them again", async () => {
    const port = await freePort();
    const endRedis = await startRedis(port, folder);
    const connection = new Redis(url(port), { maxRetriesPerRequest: null });
    const queue = new Queue(QUEUE, { connection });
    const name = write("ended", { set: { epochs: 1e6 }, trials: 3 });
    const study = startCli(folder, ["tune", name, "--queue", url(port), "--workers", "2", "--json"]);
    while ((await queue.getWaitingCount()) < 2) await sleep(20);
    const dir = join(folder, "studies", "ended");
    requestStop(dir, 2); // which nobody has begun
    await study.said(/trial 2\/3 {3}stopped by hand/);
    const waiting = async () => (await queue.getWaiting()).map(({ id }) => id!.split("-").at(-1)).sort();
    await expect.poll(waiting, { timeout: 20_000 }).toEqual(["1", "3"]);
    startWorker(port);
    for (let left = 2; left > 0; left--) {
      while ((await queue.getActiveCount()) === 0) await sleep(20);
      const [{ id }] = await queue.getActive();
      requestStop(dir, Number(id!.split("-").at(-1)));
      // the same worker is free for the next
      while ((await queue.getActive()).some((job) => job.id === id)) await sleep(20);
    }
    const { status, stdout } = await study.ended;
    expect([status, JSON.parse(stdout).trials]).toEqual([
      0,
      { done: 0, pruned: 0, stopped: 3, failed: 0, running: 0 },
    ]);
    expect(await queue.getJobCounts("active", "wait", "delayed")).toEqual({ active: 0, wait: 0, delayed: 0 });
    await queue.close();
    connection.disconnect();
    await endRedis();
  });

  it("has a worker that is cut off begun again, and what it brings late not counted", async () => {
    const port = await freePort();
    const endRedis = await startRedis(port, folder);
    const frozen = startWorker(port);
    const study = startCli(folder, ["tune", write("cut", { trials: 6 }), "--queue", url(port), "--json"]);
    await study.said(/^trial/m);
    frozen.child.kill("SIGSTOP");
    startWorker(port);
    await study.said(/(^trial.*?){5}/ms);
    frozen.child.kill("SIGCONT");
    expect(JSON.parse((await study.ended).stdout).trials.done).toBe(6);
    jsonOf(folder, ["tune", "cut.json", "--out", "studies/uncut"]);
    expect(resultsOf("cut")).toEqual(resultsOf("uncut"));
    await endRedis();
  });

  it.skipIf(!hasFarMachine)(
    "begins a trial again whose worker the network has lost, and counts it once when both bring a result",
    async () => {
      const far = farMachine();
      const port = await freePort();
      const endRedis = await startRedis(port, folder, ["127.0.0.1", far.home]);
      const connection = new Redis(url(port), { maxRetriesPerRequest: null });
      const queue = new Queue(QUEUE, { connection });
      const events = new QueueEvents(QUEUE, { connection: connection.duplicate() });
      const lost: string[] = [];
      events.on("stalled", ({ jobId }) => lost.push(jobId));
      await events.waitUntilReady();

      startWorker(port, far);
      const name = write("parted", { set: { epochs: 6000 }, trials: 3 });
      const study = startCli(folder, ["tune", name, "--queue", url(port), "--json"]);
      while ((await queue.getActiveCount()) === 0) await sleep(20);
      const [{ id }] = await queue.getActive();
      while (!(await queue.getJob(id!))?.progress) await sleep(20); // it trains, and has told of an epoch
      far.cut();
      startWorker(port);
      await expect.poll(() => lost, { timeout: 60_000 }).toContain(id);
      const number = Number(id!.split("-").at(-1));
      await study.said(new RegExp(`trial ${number}/3 `));
      far.mend();
      expect(JSON.parse((await study.ended).stdout).trials).toMatchObject({ done: 3, failed: 0 });
      jsonOf(folder, ["tune", name, "--out", "studies/whole"]);
      expect(resultsOf("parted")).toEqual(resultsOf("whole"));
      await events.close();
      await queue.close();
      connection.disconnect();
      await endRedis();
    },
  );

  it("is refused by a worker of another version, and by one that has other data", async () => {
    const port = await freePort();
    const endRedis = await startRedis(port, folder);
    const connection = new Redis(url(port), { maxRetriesPerRequest: null });
    const queue = new Queue(QUEUE, { connection });
    await queue.add("trial", { version: "0.0.0", task: {} }, { jobId: "other-1" });
    const { status, stderr } = await startWorker(port).ended;
    expect(stderr).toMatch(new RegExp(`E_RUN {2}worker\\n.*version 0\\.0\\.0.*got +version ${VERSION}`, "s"));
    expect(status).toBe(3);
    expect((await queue.getJob("other-1"))?.attemptsMade).toBe(0);
    await queue.remove("other-1");

    const recipe = {
      data: "iris",
      model: { input: [4], layers: [{ kind: "dense", units: 3 }] },
      epochs: 1,
      batchSize: 9,
      loss: "softmaxCrossEntropy",
      optimizer: { kind: "sgd", learningRate: 0.1 },
    };
    const data = { spec: "iris", digest: "0".repeat(64) };
    const objectives = [{ metric: "test.loss", goal: "minimise" }];
    const task = { recipe, data, objectives, patience: 60, prunes: false };
    const job = await queue.add("trial", { version: VERSION, task }, { attempts: 1 });
    startWorker(port);
    while (!(await job.isFailed())) await sleep(20);
    const { failedReason } = (await queue.getJob(job.id!))!;
    expect(failedReason).toMatch(
      /the data that the study was begun with, SHA-256 000000000000….*others in iris/,
    );
    await queue.close();
    connection.disconnect();
    await endRedis();
  });
});
