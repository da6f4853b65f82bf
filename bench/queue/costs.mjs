// What a study on a queue takes of its own process, of Redis and of the disk: for each trial that comes and goes, and for each
// that is under way, as long as it is.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";

const { resolve } = createRequire(new URL("../../package.json", import.meta.url));
const { Redis } = await import(resolve("ioredis"));

/** The kernel's clock ticks in a second. */
const TICKS = 100;
/** Seconds over which trials that only are there are looked at. */
const HELD = 10;

/** Seconds of processor that a process has had. Source    proc_pid_stat(5), fields 14 and 15 */
function processorOf(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** All that is counted, at a moment. */
async function countsAt(redis, pid, trials) {
  const info = await redis.info();
  const field = (name) => Number(new RegExp(`^${name}:([\\d.]+)`, "m").exec(info)[1]);
  return {
    time: performance.now() / 1000,
    trials,
    commands: field("total_commands_processed"),
    redis: field("used_cpu_user") + field("used_cpu_sys"),
    bytes: field("total_net_input_bytes") + field("total_net_output_bytes"),
    study: processorOf(pid),
    memory: field("used_memory"),
    clients: field("connected_clients"),
  };
}

/** What has come from one moment to another. */
const between = (a, b) => Object.fromEntries(Object.keys(a).map((name) => [name, b[name] - a[name]]));

/** Counts from one share of a study's trials to another. */
async function counted(asleep, { count, trials, ms, from, to }) {
  const at = [];
  const result = await asleep(count, trials, ms, async (port, study) => {
    const redis = new Redis(port, "127.0.0.1");
    for (const share of [from, to]) {
      while (study.isRunning() && study.trials() < share * trials) await sleep(5);
      at.push(await countsAt(redis, study.pid, study.trials()));
    }
    redis.disconnect();
  });
  return { result, spent: between(...at) };
}

/** With `count` trials that sleep for long: what a second costs, for each of them. */
async function held(asleep, count) {
  let spent;
  let clients;
  await asleep(count, count, 1000 * (HELD + 4), async (port, { isRunning, pid }) => {
    const redis = new Redis(port, "127.0.0.1");
    await sleep(3000); // until all are under way
    const before = await countsAt(redis, pid, 0);
    await sleep(1000 * HELD);
    if (!isRunning()) throw new Error("the trials were over too early");
    const after = await countsAt(redis, pid, 0);
    spent = between(before, after);
    clients = after.clients - 1; // without our own
    redis.disconnect();
  });
  return { ...spent, clients };
}

/** @param asleep runs a study whose trials sleep */
export async function costsOf(asleep, count, ms) {
  const idle = await held(asleep, count);
  const { result, spent } = await counted(asleep, { count, trials: 1500, ms, from: 0.2, to: 0.9 });
  // what they cost by being under way is not what they cost by coming and going
  const perTrial = (name) => (spent[name] - (idle[name] / idle.time) * spent.time) / spent.trials;
  const perHeld = (name) => idle[name] / idle.time / count;
  const names = ["commands", "redis", "bytes", "study"];
  const journal = result.lines.reduce((sum, line) => sum + line.length + 1, 0) / 1500;
  return {
    perTrial: { ...Object.fromEntries(names.map((name) => [name, perTrial(name)])), journal },
    perHeldSecond: Object.fromEntries(names.map((name) => [name, perHeld(name)])),
  };
}
