// Measuring in turns: in each round every peer does its share once, so that all meet with the same weather. A time is the
// median of its rounds, a ratio the median of the ratios within a round.
import { setTimeout as sleep } from "node:timers/promises";
import { predictionTask, trainingTask, withoutDropout } from "./hand-over.mjs";
import { startPeer } from "./peers/process.mjs";
import { median } from "./rounds.mjs";

/** Losses agree when they differ by no more than this share: the sums of float32 are taken in other orders. */
const LOSS_TOLERANCE = 2e-3;
const PROBABILITY_TOLERANCE = 1e-4;
/** Milliseconds before a turn, in which the threads of the one before stop waiting for more work: those of OpenBLAS spin for 2²⁸
 *  cycles, some 100 ms. */
const PAUSE = 200;
/** Rounds before those that count: compilers in the background are at it for some thousand steps, and take a core meanwhile. */
const UNCOUNTED = 2;

/** Asks, and turns an answer that is none into an error. */
async function ask(process, message) {
  const answer = await process.ask(message);
  if (answer.cannot) throw new Error(answer.cannot);
  return answer;
}

/** How many units fit into a turn, after enough of them for the code to be warm. `run(count)` gives seconds for each. */
async function sizeOfTurn(run, { turn }) {
  let count = 1;
  for (;;) {
    const seconds = count * (await run(count));
    if (seconds > turn / 2) return Math.max(1, Math.round((count * turn) / seconds));
    count = Math.ceil(count * Math.min(10, turn / seconds));
  }
}

/** Makes a peer ready to train. `turn()` gives seconds per step. */
async function readyToTrain(process, task, steps, pace) {
  const { note } = await ask(process, { load: withoutDropout(task) });
  const run = async (count) => (await ask(process, { run: count })).seconds;
  const cold = await run(1); // compiles
  const first = cold > 10 * pace.patience ? cold : await run(1);
  if (first > pace.patience) return { note, once: first };
  const { loss } = await ask(process, { run: steps });
  await ask(process, { load: task });
  const count = await sizeOfTurn(run, pace);
  return { note, loss, turn: () => run(count) };
}

/** Makes a peer ready to predict. `turn()` gives seconds per digit. */
async function readyToPredict(process, task, rows, pace) {
  const { note } = await ask(process, { load: task });
  const { probabilities } = await ask(process, { predict: { rows: 1, times: 1 } });
  const run = async (rows, times) => (await ask(process, { predict: { rows, times } })).seconds;
  if (rows === 1) {
    const count = await sizeOfTurn(async (times) => (await run(1, times)) / times, pace);
    return { note, probabilities, turn: async () => (await run(1, count)) / count };
  }
  const few = rows / 20;
  const first = await run(few, 1);
  if (first > 2 * pace.patience) return { note, probabilities, sample: few, once: first / few };
  const tooSlow = (await run(few, 1)) * 20 > pace.patience;
  const digits = tooSlow ? few : rows;
  const turn = async () => (await run(digits, 1)) / digits;
  return { note, probabilities, sample: tooSlow ? few : undefined, turn };
}

/** Starts each peer, makes it ready, and measures all in turns. What comes back has an entry for each peer: `missing`,
 *  `cannot`, or `seconds` and `ratio` with what `ready` knows. The first peer is what the others are compared with. */
async function compare(peers, threads, ready, { rounds }) {
  const entries = [];
  for (const peer of peers) {
    const process = await startPeer(peer, threads);
    const entry = { id: peer.id, process, name: peer.name };
    entries.push(entry);
    if (process.missing) entry.missing = process.missing;
    else {
      const { version, detail } = process;
      entry.version = detail ? `${version} (${detail})` : version;
      Object.assign(entry, await ready(process).catch((error) => ({ cannot: error.message })));
    }
  }
  const running = entries.filter(({ turn }) => turn);
  const times = new Map(running.map((entry) => [entry, []]));
  for (let round = -UNCOUNTED; round < rounds; round++) {
    for (const entry of running) {
      await sleep(PAUSE);
      const seconds = await entry.turn();
      if (round >= 0) times.get(entry).push(seconds);
    }
  }
  const [ours] = times.values();
  for (const [entry, own] of times) {
    entry.seconds = median(own);
    entry.ratio = median(own.map((seconds, round) => seconds / ours[round]));
  }
  for (const entry of entries.filter(({ once }) => once)) {
    entry.seconds = entry.once;
    entry.ratio = entry.once / entries[0].seconds;
  }
  await Promise.all(entries.map(({ process }) => process.stop?.()));
  return entries.map(({ process: _, turn: __, ...entry }) => entry);
}

/** Compares the training steps of a workload on so many threads. */
export async function compareTraining(workload, peers, threads, pace) {
  const task = { ...(await trainingTask(workload)), threads };
  const ready = (process) => readyToTrain(process, task, workload.steps, pace);
  const entries = await compare(peers, threads, ready, pace);
  const [{ loss }] = entries;
  for (const entry of entries.slice(1)) {
    if (entry.loss !== undefined && !entry.note)
      entry.sameWork = Math.abs(entry.loss - loss) <= LOSS_TOLERANCE * Math.abs(loss);
  }
  const { name, title, steps } = workload;
  return { workload: name, title, data: task.data, threads, steps, entries };
}

/** Compares what it takes to tell digits apart. */
export async function comparePrediction(inference, workload, peers, threads, pace) {
  const task = withoutDropout({ ...(await predictionTask(workload)), threads });
  const ready = (process) => readyToPredict(process, task, inference.rows, pace);
  const entries = await compare(peers, threads, ready, pace);
  const [{ probabilities }] = entries;
  for (const entry of entries.slice(1)) {
    if (entry.probabilities && !entry.note)
      entry.sameWork = entry.probabilities.every(
        (p, i) => Math.abs(p - probabilities[i]) <= PROBABILITY_TOLERANCE,
      );
  }
  for (const entry of entries) delete entry.probabilities;
  const { name, title } = inference;
  return { inference: name, workload: workload.name, title, data: task.data, threads, entries };
}

/** Seconds per training step of ours alone, on a task of its own. */
export async function timeOfStep(task, ours, pace) {
  const process = await startPeer(ours, task.threads);
  const ready = await readyToTrain(process, task, 1, pace);
  const times = [];
  for (let round = 0; round < pace.rounds; round++) times.push(await (ready.turn?.() ?? ready.once));
  await process.stop();
  return median(times);
}
