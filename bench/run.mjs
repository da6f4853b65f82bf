// npm run bench: time per training step, ours and NumPy's in turn, on one core each, in one run. Prints a table, or with
// --json one document. What counts is the ratio; the absolutes belong to the machine.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build, sgd, train, version } from "chainrule";
import { loadData } from "chainrule/node";
import { digitsAtHand, workloads } from "./workloads.mjs";

const ROUNDS = 7;
const json = process.argv.includes("--json");
const only = process.argv.filter((argument) => /^W\d$/.test(argument));
const folder = mkdtempSync(join(tmpdir(), "chainrule-bench-"));

/** A process that answers each line with a line; undefined where python3 or NumPy is missing. */
async function startPeer() {
  const { OPENBLAS_CORETYPE, OPENBLAS_L2_SIZE, ...env } = process.env; // as a user's NumPy would run
  for (const python of ["python3", "/usr/bin/python3"]) {
    const child = spawn(python, [fileURLToPath(new URL("numpy_peer.py", import.meta.url))], {
      env: { ...env, OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1", OMP_NUM_THREADS: "1" },
      stdio: ["pipe", "pipe", "ignore"],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stdin.on("error", () => {});
    child.on("error", () => {});
    const ask = async (command) => {
      child.stdin.write(`${JSON.stringify(command)}\n`);
      const { value, done } = await lines.next();
      return done ? undefined : JSON.parse(value);
    };
    const works = await new Promise((resolve) => {
      const probe = spawn(python, ["-c", "import numpy"], { stdio: "ignore" });
      probe.on("error", () => resolve(false));
      probe.on("exit", (code) => resolve(code === 0));
    });
    if (works) return { ask, stop: () => child.kill() };
    child.kill();
  }
  return undefined;
}

const file = (name, floats) => {
  const path = join(folder, name);
  writeFileSync(path, new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength));
  return path;
};

/** What the peer is given: floats, one-hot rows, and our own first weights. */
function handOver(workload, data, model) {
  const inputs = Float32Array.from(data.inputs, (x) => (data.inputs instanceof Uint8Array ? x / 255 : x));
  const width = workload.sizes.at(-1);
  const targets = new Float32Array(data.size * width);
  data.targets.forEach((label, i) => {
    targets[i * width + label] = 1;
  });
  const weights = new Float32Array(model.parameters.flatMap(({ value }) => [...value]));
  const { sizes, activation, loss, rate, batch } = workload;
  const files = { inputs: file("x", inputs), targets: file("t", targets), weights: file("w", weights) };
  return { sizes, activation, loss, rate, batch, ...files };
}

/** Makes so many steps of a training run, and says how long they took and the loss of the last. */
function advance(events, steps) {
  const start = performance.now();
  let done = 0;
  let loss = Number.NaN;
  while (done < steps) {
    const { value } = events.next();
    if (value.type !== "step") continue;
    done += 1;
    loss = value.loss;
  }
  return { seconds: (performance.now() - start) / 1000, loss };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function measure(workload, peer) {
  const loaded = (await loadData(workload.data)).train;
  const size = Math.min(loaded.size, 6000) - (Math.min(loaded.size, 6000) % workload.batch);
  const row = loaded.inputs.length / loaded.size;
  const data = {
    ...loaded,
    size,
    inputs: loaded.inputs.slice(0, size * row),
    targets: loaded.targets.slice(0, size),
  };
  const model = await build(workload.model, { seed: 1 });
  const numpy = await peer?.ask({ load: handOver(workload, data, model) });
  const { loss, rate, batch: batchSize } = workload;
  const optimizer = sgd({ learningRate: rate });
  const events = train(model, { train: data, loss, optimizer, epochs: 1e9, batchSize, shuffle: false });

  const steps = Math.max(1, Math.floor(workload.steps / 5));
  let ours = advance(events, steps); // warm up
  let theirs = numpy && (await peer.ask({ run: steps }));
  const times = { ours: [], theirs: [] };
  for (let round = 0; round < ROUNDS; round++) {
    ours = advance(events, workload.steps);
    times.ours.push((ours.seconds / workload.steps) * 1e6);
    if (theirs === undefined) continue;
    theirs = await peer.ask({ run: workload.steps });
    times.theirs.push((theirs.seconds / workload.steps) * 1e6);
  }
  const result = {
    workload: workload.name,
    title: workload.title,
    data: workload.data,
    microseconds: median(times.ours),
  };
  if (theirs === undefined) return result;
  return {
    ...result,
    numpyMicroseconds: median(times.theirs),
    ratio: median(times.theirs) / median(times.ours),
    loss: ours.loss,
    numpyLoss: theirs.loss,
    sameWork: Math.abs(ours.loss - theirs.loss) <= 0.02 * Math.max(Math.abs(theirs.loss), 0.01),
  };
}

const peer = await startPeer();
const results = [];
try {
  for (const workload of workloads(await digitsAtHand())) {
    if (only.length === 0 || only.includes(workload.name)) results.push(await measure(workload, peer));
  }
} finally {
  peer?.stop();
  rmSync(folder, { recursive: true });
}

if (json) {
  const machine = `${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}`;
  console.log(
    JSON.stringify({ version, date: new Date().toISOString().slice(0, 10), machine, results }, null, 2),
  );
} else {
  console.log(`µs per training step, one core each, medians of ${ROUNDS} rounds in turn\n`);
  console.log("     chainrule      NumPy   NumPy/ours   loss, loss of NumPy after the same steps");
  for (const r of results) {
    const [ours, numpy, ratio] = [
      r.microseconds.toFixed(1),
      r.numpyMicroseconds?.toFixed(1),
      r.ratio?.toFixed(2),
    ];
    const losses = r.loss === undefined ? "" : `${r.loss.toPrecision(4)}, ${r.numpyLoss.toPrecision(4)}`;
    const warning = r.sameWork === false ? "  not the same work" : "";
    console.log(
      `${r.workload}  ${ours.padStart(10)}  ${(numpy ?? "–").padStart(9)}  ${(ratio ?? "–").padStart(11)}   ${losses}${warning}   ${r.title}`,
    );
  }
  if (peer === undefined)
    console.log("\nFor the comparison, install NumPy for python3 (Debian: apt install python3-numpy).");
}
