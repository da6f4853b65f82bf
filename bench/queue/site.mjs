// What the benches of the queue are played on: a folder, a Redis of their own, workers and studies as processes, all of which
// end with this one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
export const folder = mkdtempSync(join(tmpdir(), "chainrule-queue-"));
const started = new Set();

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    for (const child of started) child.kill("SIGKILL");
    process.exit(1);
  });
}

export const freePort = async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
};

/** A process of ours, which ends with us. */
export function start(command, args) {
  const child = spawn(command, args, { cwd: folder, env: { ...process.env, NO_COLOR: "1" } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (piece) => (stdout += piece));
  child.stderr.on("data", (piece) => (stderr += piece));
  const ended = once(child, "close").then(([status]) => {
    started.delete(child);
    return { status, stdout, stderr };
  });
  started.add(child);
  return { child, ended };
}
export const chainrule = (...args) => start(process.execPath, [main, ...args]);

export async function startRedis(port) {
  const args = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder];
  const redis = start("redis-server", args.map(String));
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const [answer] = await Promise.race([
      once(socket, "connect").then(() => ["there"]),
      once(socket, "error"),
    ]);
    socket.destroy();
    if (answer === "there") return redis;
    await sleep(20);
  }
}

export const queueAt = (port) => ["--queue", `redis://127.0.0.1:${port}`];

export const endAll = async (list) => {
  for (const { child } of list) child.kill("SIGKILL");
  await Promise.all(list.map(({ ended }) => ended));
};

/** Ends what is left, and removes the folder. */
export async function leave() {
  await endAll([...started].map((child) => ({ child, ended: once(child, "close") })));
  rmSync(folder, { recursive: true, force: true });
}

/** Writes a study of small nets, each of which takes about so many epochs of Iris. */
export function writeStudy(trials, epochs) {
  const study = {
    recipe: "iris-sigmoid-20-20",
    set: { epochs },
    space: {
      "optimizer.learningRate": { kind: "logFloat", low: 0.01, high: 1 },
      "model.layers.0.units": { kind: "int", low: 2, high: 30 },
    },
    objective: "test.loss",
    sampler: "random",
    trials,
    seed: 1,
  };
  writeFileSync(join(folder, "study.json"), JSON.stringify(study));
}

let studies = 0;
/** The study that was written last, on a queue or in threads.
 *  @param meanwhile is called once it runs, with its process, its journal and whether it still does */
export async function runStudy(where, meanwhile = () => {}) {
  const dir = `study-${++studies}`;
  const { child, ended } = chainrule("tune", "study.json", "--out", dir, "--json", ...where);
  let running = true;
  const result = ended.finally(() => (running = false));
  let log = "";
  child.stderr.on("data", (piece) => (log += piece));
  const trials = () => log.match(/^trial /gm)?.length ?? 0;
  const journal = join(folder, dir, "journal.jsonl");
  const doing = meanwhile({ trials, isRunning: () => running, pid: child.pid, journal });
  const { status, stdout, stderr } = await result;
  await doing;
  if (status !== 0) throw new Error(`exit code ${status}\n${stderr}`);
  const bytes = readFileSync(journal);
  const lines = bytes.toString("utf8").trimEnd().split("\n").slice(1);
  return { ...JSON.parse(stdout), entries: lines.map((line) => JSON.parse(line)), lines };
}
