// Whether a study on a queue loses nothing, whatever goes away while it runs: workers that are killed or cut off, and the
// Redis itself. `node bench/queue.mjs [repeat] [kills] [outage] [cut] [absent] [overhead] [--json]`, after npm run build; it
// starts a redis-server of its own.
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import {
  chainrule,
  endAll,
  freePort,
  leave,
  queueAt,
  runStudy,
  startRedis,
  writeStudy,
} from "./queue/site.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean" },
    repetitions: { type: "string", default: "20" },
    workers: { type: "string", default: "8" },
    trials: { type: "string", default: "200" },
    kills: { type: "string", default: "20" },
    outage: { type: "string", default: "30" },
  },
});
const workers = Number(options.workers);

/** A way to a port that can be cut: what is sent then arrives after it is mended, or never. */
async function cuttable(port) {
  const pairs = new Set();
  let cut = false;
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    const pair = [near, far];
    pairs.add(pair);
    for (const [from, to] of [pair, pair.toReversed()]) {
      from.on("data", (piece) => void to.write(piece));
      from.on("close", () => to.destroy()).on("error", () => to.destroy());
      if (cut) from.pause();
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: server.address().port,
    set cut(now) {
      cut = now;
      for (const pair of pairs) for (const socket of pair) now ? socket.pause() : socket.resume();
    },
    close: () => server.close(),
  };
}

/** What the trials came to, by their numbers; and how many ended once, twice or not at all. */
function tally({ entries, wanted }) {
  const ends = entries.filter(({ type }) => type === "end");
  const numbers = ends.map(({ number }) => number);
  const losses = ends.map(({ number, state, objectives }) => [number, state, objectives]);
  return {
    results: ends.length,
    done: ends.filter(({ state }) => state === "done").length,
    lost: wanted - new Set(numbers).size,
    twice: numbers.length - new Set(numbers).size,
    losses: JSON.stringify(losses.sort(([a], [b]) => a - b)),
  };
}

const startWorker = (port) => chainrule("worker", ...queueAt(port), "--threads", "1", "--lease", "2");

/** So many workers, and a Redis. */
async function withWorkers(n, action, workersAt = (port) => port) {
  const port = await freePort();
  const site = { port, redis: await startRedis(port), workers: [] };
  const at = await workersAt(port);
  for (let i = 0; i < n; i++) site.workers.push(startWorker(i === 0 ? at : port));
  try {
    return await action(site);
  } finally {
    await endAll([...site.workers, site.redis]);
  }
}

/** Undisturbed, in threads: what every study on the queue must come to. */
const reference = async () => tally(await runStudy(["--workers", "2"]));

function report({ losses, ...figures }, wanted) {
  return { ...figures, sameAsUndisturbed: losses === wanted.losses };
}

const scenarios = {
  /** Workers × 20 trials, again and again. */
  async repeat() {
    writeStudy(20 * workers, 3);
    const wanted = await reference();
    return withWorkers(workers, async ({ port }) => {
      const all = [];
      for (let i = 0; i < Number(options.repetitions); i++)
        all.push(report(tally(await runStudy(queueAt(port))), wanted));
      const exact = all.filter(({ results, lost, twice }) => results === 20 * workers && lost + twice === 0);
      const same = all.filter(({ sameAsUndisturbed }) => sameAsUndisturbed);
      return { repetitions: all.length, exact: exact.length, sameAsUndisturbed: same.length };
    });
  },

  /** Workers killed at random, each followed by another. */
  async kills() {
    writeStudy(Number(options.trials), 200);
    const wanted = await reference();
    return withWorkers(workers, async (site) => {
      let kills = 0;
      const result = await runStudy(queueAt(site.port), async ({ trials, isRunning }) => {
        const every = Number(options.trials) / (Number(options.kills) + 1);
        while (isRunning() && kills < Number(options.kills)) {
          if (trials() > every * (kills + 0.5)) {
            const victim = Math.floor(Math.random() * site.workers.length);
            site.workers[victim].child.kill("SIGKILL");
            site.workers[victim] = startWorker(site.port);
            kills += 1;
          } else await sleep(20);
        }
      });
      return { kills, ...report(tally(result), wanted) };
    });
  },

  /** The Redis killed in the middle, with all that it held, and another in its place after a while. */
  async outage() {
    writeStudy(Number(options.trials), 50);
    const wanted = await reference();
    return withWorkers(workers, async (site) => {
      const result = await runStudy(queueAt(site.port), async ({ trials, isRunning }) => {
        while (isRunning() && trials() < Number(options.trials) / 2) await sleep(20);
        await endAll([site.redis]);
        await sleep(1000 * Number(options.outage));
        site.redis = await startRedis(site.port);
      });
      return { seconds: Number(options.outage), ...report(tally(result), wanted) };
    });
  },

  /** A worker cut off for longer than its lease, who then comes back with its result. */
  async cut() {
    writeStudy(40, 400);
    const wanted = await reference();
    let way;
    const cutFirst = async (port) => (way = await cuttable(port)).port;
    return withWorkers(
      2,
      async ({ port }) => {
        let cuts = 0;
        const result = await runStudy(queueAt(port), async ({ trials, isRunning }) => {
          for (let at = 5; isRunning() && at < 40; at += 10) {
            while (isRunning() && trials() < at) await sleep(20);
            way.cut = true;
            cuts += 1;
            await sleep(5000);
            way.cut = false;
          }
        });
        way.close();
        return { cuts, ...report(tally(result), wanted) };
      },
      cutFirst,
    );
  },

  /** No Redis at all. */
  async absent() {
    writeStudy(1, 1);
    const begun = performance.now();
    const { status, stderr } = await chainrule("tune", "study.json", ...queueAt(await freePort())).ended;
    return { status, seconds: (performance.now() - begun) / 1000, says: stderr.split("\n")[0] };
  },

  /** What a trial takes beside its training, with one worker: of a study of nearly empty trials the time per trial. */
  async overhead() {
    writeStudy(200, 1);
    const per = ({ seconds, entries, wanted }) => {
      const training = entries.reduce((sum, { cost }) => sum + (cost?.seconds ?? 0), 0);
      return (1000 * (seconds - training)) / wanted;
    };
    const local = per(await runStudy(["--workers", "1"]));
    const queue = await withWorkers(1, async ({ port }) => {
      await runStudy(queueAt(port)); // the worker has started, and has its data
      return per(await runStudy([...queueAt(port), "--workers", "1"]));
    });
    return { localMilliseconds: local, queueMilliseconds: queue };
  },
};

const names = positionals.length > 0 ? positionals : Object.keys(scenarios);
const results = {};
try {
  for (const name of names) {
    const begun = performance.now();
    results[name] = { ...(await scenarios[name]()), took: Math.round((performance.now() - begun) / 1000) };
    if (!options.json) console.log(name.padEnd(10), JSON.stringify(results[name]));
  }
  if (options.json) console.log(JSON.stringify(results, null, 2));
} finally {
  await leave();
}
