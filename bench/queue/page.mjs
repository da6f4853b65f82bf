// The part of docs/tuning.md about throughput: what was measured, and what follows for very many workers.
import { measuredOn } from "../section.mjs";

const number = (value, digits = 2) => {
  const rounded = Number(value.toPrecision(digits));
  return rounded >= 10_000 ? Math.round(rounded).toLocaleString("en") : String(rounded);
};
const bytes = (value) => {
  const [unit, divisor] = [
    ["GB", 1e9],
    ["MB", 1e6],
    ["kB", 1e3],
    ["bytes", 1],
  ].find(([, least]) => value >= least) ?? ["bytes", 1];
  return `${number(value / divisor)} ${unit}`;
};
const row = (cells) => `| ${cells.join(" | ")} |`;
const table = (head, rows) => [row(head), row(head.map(() => "---")), ...rows.map(row)].join("\n");

/** A trial of so many seconds, under way on each of so many threads of workers, 8 to a process. */
const CASES = [
  { workers: 1000, seconds: 60 },
  { workers: 1000, seconds: 600 },
  { workers: 100_000, seconds: 600 },
];
const THREADS = 8;
/** Connections of a worker: for its commands, to wait for trials, and to hear what the study says. */
const CONNECTIONS = 3;
/** By itself a Redis takes so many. Source    redis.conf, maxclients */
const CLIENTS = 10_000;

/** What a case takes of each, per second. */
function demand({ workers, seconds }, { perTrial, perHeldSecond }) {
  const trials = workers / seconds;
  const of = (name) => trials * perTrial[name] + workers * perHeldSecond[name];
  return {
    trials,
    commands: of("commands"),
    redis: of("redis"),
    study: of("study"),
    bytes: of("bytes"),
    connections: (CONNECTIONS * workers) / THREADS,
    journal: 86_400 * trials * perTrial.journal,
  };
}

const share = (value) => (value > 1 ? `**${number(100 * value)} %**` : `${number(100 * value)} %`);

export function pageOf({ load, epochs, sleep, real, sleeping, costs }) {
  const { perTrial, perHeldSecond } = costs;
  const cases = CASES.map((one) => ({ ...one, ...demand(one, costs) }));
  const rateAt = (points) => points.map(({ rate }) => number(rate, 3));
  const counts = real.threads.map(({ count }) => count);
  const bound = Math.floor(1 / (perTrial.study + perHeldSecond.study * sleep * 1e-3));
  const busy = load < 1 ? "" : `, **while the machine had other work to do (a load of ${number(load)})**`;
  return `![Trials per second, over threads and workers](tuning/throughput.svg)

Measured on ${measuredOn()}${busy}, by \`node bench/tune-throughput.mjs\`. Trials per second, where a trial is ${epochs} epochs of Iris:

${table(
  ["", ...counts.map(String)],
  [
    ["threads of one process", ...rateAt(real.threads)],
    ["worker processes on a queue", ...rateAt(real.processes)],
  ],
)}

More threads than there are processors gain nothing. What the study and the queue allow by themselves shows with trials that
only sleep, ${sleep} ms each: ${sleeping.map(({ count, rate }) => `${number(rate, 3)} on ${count}`).join(", ")}.

### A thousand workers, a hundred thousand

What one trial, and one second of one trial that is under way, took of each:

${table(
  ["", "Redis commands", "Redis processor", "processor of the study", "network of the Redis", "journal"],
  [
    [
      "a trial that comes and goes",
      number(perTrial.commands),
      `${number(1e3 * perTrial.redis)} ms`,
      `${number(1e3 * perTrial.study)} ms`,
      bytes(perTrial.bytes),
      bytes(perTrial.journal),
    ],
    [
      "a second of one under way",
      number(perHeldSecond.commands),
      `${number(1e3 * perHeldSecond.redis)} ms`,
      `${number(1e3 * perHeldSecond.study)} ms`,
      bytes(perHeldSecond.bytes),
      "–",
    ],
  ],
)}

Commands count as the Redis counts them, those inside its scripts too. Each epoch that a trial tells of adds some to that, and an
entry of the journal. A worker has ${CONNECTIONS} connections, whatever the number of its
threads. From this follows what a study would take that keeps so many threads busy, ${THREADS} to a worker process:

${table(
  [
    "threads, seconds a trial",
    "trials/s",
    "commands/s",
    "Redis, of one processor",
    "study, of one processor",
    "network",
    "connections",
    "journal in a day",
  ],
  cases.map(({ workers, seconds, trials, commands, redis, study, bytes: sent, connections, journal }) => [
    `${workers.toLocaleString("en")}, ${seconds} s`,
    number(trials),
    number(commands),
    share(redis),
    share(study),
    `${bytes(sent)}/s`,
    connections > CLIENTS ? `**${connections.toLocaleString("en")}**` : connections.toLocaleString("en"),
    bytes(journal),
  ]),
)}

Bold is what does not fit: a Redis computes on one processor and takes ${CLIENTS.toLocaleString("en")} connections unless it is told otherwise, and a study
is one process. So, in this order:

1. **The study's look at its trials** breaks first. Once a second it asks the Redis for every trial that is under way, so that nothing is
   lost when events are: with n of them that is n commands a second however long the trials take, and as much work in the study. One
   study holds some ${number(1 / Math.max(perHeldSecond.study, perHeldSecond.redis), 1)} trials under way. Looking at a part of them each second, ${number(100_000 / 60, 1)} of 100,000, say, would make the loss of an
   event cost a minute, and the look nothing.
2. **Connections** come next: beyond ${number((CLIENTS / CONNECTIONS) * THREADS, 1)} threads, larger worker processes or a larger \`maxclients\` are needed.
3. **Trials per second.** The study's process gets through some ${number(bound, 1)} a second, the Redis alone through ${number(1 / perTrial.redis, 1)}. What trains for a minute
   or more never comes near; what takes less than ${number((1000 * 1000) / bound, 1)} ms should not go through a queue with a thousand workers.
4. **The journal** is no limit for the disk. But a study goes through all of its trials for each that it begins, so a hundred thousand
   trials in one study are slow where a thousand are not; several studies on one queue share the workers.

And what no machine changes: a sampler that learns from what is done, such as TPE, knows nothing of the thousand trials that are under
way. With so many at once random search with ASHA loses nothing against it.`;
}
