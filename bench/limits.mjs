// What else has a limit: how soon a program trains, how soon the command answers, how much memory a run takes, and what
// share of the processor's peak a matrix product has. Each in a process of its own.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { locate } from "./chainrule.mjs";
import { digits, trainingTask } from "./hand-over.mjs";
import { environment, keepTo } from "./machine.mjs";
import { median } from "./rounds.mjs";
import { workloads } from "./workloads.mjs";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const { bin } = JSON.parse(readFileSync(here("../package.json"), "utf8"));
const command = here(`../${bin.chainrule}`);

async function node(...options) {
  const { stdout } = await promisify(execFile)(process.execPath, options, { maxBuffer: 2 ** 26 });
  return stdout;
}

async function repeated(times, measure) {
  const values = [];
  for (let i = 0; i < times; i++) values.push(await measure());
  return median(values);
}

/** Seconds from importing the library to the end of the first training step of W1. */
async function firstStep({ rounds }) {
  const { model, loss, optimizer, batch } = workloads[0];
  const { pixels, labels, size } = await trainingTask(workloads[0]);
  const given = JSON.stringify({ model, loss, optimizer, batch, pixels, labels, size });
  return repeated(rounds, async () => Number(await node(here("first-step.mjs"), locate("chainrule"), given)));
}

/** Seconds that `chainrule --help` takes, the start of Node included. */
const help = ({ rounds }) =>
  repeated(rounds, async () => {
    const start = performance.now();
    await node(command, "--help");
    return (performance.now() - start) / 1000;
  });

/** The most memory, in bytes, that a process takes which trains a recipe on the full MNIST for an epoch. */
async function memoryOf(recipe) {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-bench-run-"));
  const tell = 'process.on("exit", () => console.log("\\n" + process.resourceUsage().maxRSS))';
  const train = ["train", recipe, "--epochs", "1", "--json", "--out", join(folder, "run")];
  try {
    const output = await node("--import", `data:text/javascript,${tell}`, command, ...train);
    return Number(output.trim().split("\n").at(-1)) * 1024;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function shareOfPeak(pace) {
  const [program, ...options] = keepTo(1, [process.execPath, here("peak.mjs"), JSON.stringify(pace)]);
  const { stdout } = await promisify(execFile)(program, options, { env: environment(1) });
  return JSON.parse(stdout);
}

const recipes = ["mnist-sigmoid-30-20", "mnist-cnn-simple"];

/** All of them, with their limits. Memory only where the full MNIST is at hand. */
export async function measureLimits(pace, tell) {
  tell("share of the peak");
  const gemm = { ...(await shareOfPeak(pace)), least: 0.85 };
  tell("start-up");
  const start = {
    firstStep: await firstStep(pace),
    firstStepMost: 0.05,
    help: await help(pace),
    helpMost: 0.15,
  };
  const memory = [];
  if (digits === "mnist") {
    for (const recipe of recipes) {
      tell(`memory: ${recipe}`);
      memory.push({ recipe, bytes: await memoryOf(recipe), most: 250e6 });
    }
  }
  return { gemm, start, memory };
}
