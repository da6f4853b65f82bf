// How many trials get through a study: with real training on more and more threads and worker processes, and with trials that
// only sleep, which shows what the study and the queue themselves allow. From what the latter take of Redis, processor and
// disk it works out what very many workers would need.
// `node bench/tune-throughput.mjs [--most 8] [--seconds 8] [--json] [--page]`, after npm run build; some minutes, and it starts
// a redis-server of its own. --page enters the figures in docs/tuning.md, and draws the charts there.
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { throughputChart } from "./queue/chart.mjs";
import { costsOf } from "./queue/costs.mjs";
import { pageOf } from "./queue/page.mjs";
import {
  chainrule,
  endAll,
  freePort,
  leave,
  queueAt,
  runStudy,
  start,
  startRedis,
  writeStudy,
} from "./queue/site.mjs";
import { writeSection } from "./section.mjs";

const { values: options } = parseArgs({
  options: {
    most: { type: "string", default: "8" },
    seconds: { type: "string", default: "8" },
    json: { type: "boolean" },
    page: { type: "boolean" },
  },
});
const seconds = Number(options.seconds);
const powersOfTwo = (most) => Array.from({ length: Math.log2(most) + 1 }, (_, i) => 2 ** i);
/** Of a real trial: some tens of milliseconds of training. */
const EPOCHS = 60;
/** What a trial sleeps, in milliseconds. */
const SLEEP = 100;
const SLEEPERS = 64;

/** Trials per second, without the first fifth, in which workers and threads come. */
function rateOf({ entries }) {
  const ends = entries.filter(({ type }) => type === "end").map(({ time }) => Date.parse(time));
  const times = ends.sort((a, b) => a - b);
  const first = Math.floor(times.length / 5);
  return (1000 * (times.length - 1 - first)) / (times.at(-1) - times[first]);
}

/** So many processes that take trials from a Redis of their own. */
async function withRedis(workers, action) {
  const port = await freePort();
  const redis = await startRedis(port);
  const list = await Promise.all(workers(port));
  try {
    return await action(port);
  } finally {
    await endAll([...list, redis]);
  }
}

async function threads(count, trials) {
  writeStudy(trials, EPOCHS);
  return rateOf(await runStudy(["--workers", String(count)]));
}

async function processes(count, trials) {
  writeStudy(trials, EPOCHS);
  const worker = (port) => chainrule("worker", ...queueAt(port), "--threads", "1");
  const all = (port) => Array.from({ length: count }, () => worker(port));
  return withRedis(all, async (port) => rateOf(await runStudy(queueAt(port))));
}

async function asleep(count, trials, sleep = SLEEP, meanwhile = undefined) {
  writeStudy(trials, 1);
  const script = fileURLToPath(new URL("queue/sleeping-worker.mjs", import.meta.url));
  const worker = async (port) => {
    const one = start(process.execPath, [script, port, count, sleep].map(String));
    await once(one.child.stdout, "data");
    return one;
  };
  return withRedis(
    (port) => [worker(port)],
    (port) => runStudy(queueAt(port), meanwhile && ((study) => meanwhile(port, study))),
  );
}

async function measure() {
  const load = loadavg()[0]; // of other work: our own has not begun
  const first = await threads(1, 60);
  const counts = powersOfTwo(Number(options.most));
  const enough = (count, each) => Math.max(40, Math.round(seconds * count * each));
  const real = { threads: [], processes: [] };
  for (const count of counts) {
    // more than there are processors do no more
    const trials = Math.min(enough(count, first), enough(2, first));
    real.threads.push({ count, rate: await threads(count, trials) });
    real.processes.push({ count, rate: await processes(count, trials) });
  }
  const sleeping = [];
  for (const count of powersOfTwo(SLEEPERS)) {
    const trials = Math.min(enough(count, 1000 / SLEEP), 1500);
    sleeping.push({ count, rate: rateOf(await asleep(count, trials)) });
  }
  return {
    load,
    epochs: EPOCHS,
    sleep: SLEEP,
    real,
    sleeping,
    costs: await costsOf(asleep, SLEEPERS, SLEEP),
  };
}

try {
  const results = await measure();
  const page = pageOf(results);
  console.log(options.json ? JSON.stringify(results, null, 2) : page);
  if (options.page) {
    const folder = fileURLToPath(new URL("../docs/tuning/", import.meta.url));
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}throughput.svg`, throughputChart(results));
    writeSection("docs/tuning.md", "throughput", page);
  }
} finally {
  await leave();
}
