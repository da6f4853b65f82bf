// npm run mutate [-- word …] [-- --json]: puts each fault of scripts/faults/, or those with one of the words in their file,
// area or description, into a copy of the checkout, one at a time, and sees whether a test fails. Enters what comes of each in
// docs/faults.md. Ends with exit code 1 if fewer than nine in ten are caught.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { faults, withFault } from "./faults/index.mjs";
import { known, merged, table } from "./faults/table.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const KERNELS = "src/kernels/wasm/generated";
const TIMEOUT = 600_000; // ms: a fault may make a loop endless
const WANTED = 0.9;

/** Tests that say what is wrong. Those in a browser, of the command line and of the package need a build; that of the bits
 *  sees every change, right or wrong. */
const EVERY = ["src/", "test/golden", "test/gradcheck", "test/parity"];
/** What is run for a fault in a file: those tests that are near it first, and all only if those pass. */
const stagesFor = (file) => [
  [file.startsWith("assembly/") ? "test/parity" : `${dirname(file)}/`, "test/golden"],
  ["src/train/", "src/model/"],
  EVERY,
];

const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const json = process.argv.includes("--json");
const chosen = faults.filter(
  ({ area, file, breaks }) =>
    words.length === 0 || words.some((word) => `${area} ${file} ${breaks}`.includes(word)),
);
const tell = (text) => void (json ? process.stderr : process.stdout).write(text);

const copy = mkdtempSync(join(tmpdir(), "chainrule-faults-"));
let atWork;
process.on("exit", () => {
  stop(atWork);
  rmSync(copy, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));
const left = new Set([".git", "dist", "node_modules", "runs"].map((name) => join(root, name)));
cpSync(root, copy, { recursive: true, filter: (path) => !left.has(path) });
symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
const inCopy = (file) => join(copy, file);

/** Ends a process with all that it has started. */
function stop(child) {
  try {
    if (child !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    // it has ended by itself
  }
}

/** Runs a Node script in the copy, with all that it starts: its exit code, null where it was stopped, and what it said. */
function run(...args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: copy,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    atWork = child;
    const timer = setTimeout(() => stop(child), TIMEOUT);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => void (said += text));
    child.on("close", (code) => {
      clearTimeout(timer);
      atWork = undefined;
      resolve({ code, said });
    });
  });
}

/** Runs test files until one fails: the name of the test that does, or undefined. */
async function firstFailure(files) {
  const report = inCopy("report.json");
  const vitest = inCopy("node_modules/vitest/vitest.mjs");
  rmSync(report, { force: true });
  // no test is to fail because the machine has other things to do
  const options = [
    "--bail=1",
    "--exclude=web/**",
    `--test-timeout=${TIMEOUT}`,
    "--reporter=json",
    `--outputFile=${report}`,
  ];
  const { code, said } = await run(vitest, "run", ...options, ...files);
  if (code === 0) return undefined;
  if (code === null) return "none came to an end";
  const { testResults } = JSON.parse(readFileSync(report, "utf8"));
  for (const { name, assertionResults, message } of testResults) {
    const file = relative(copy, name);
    const failed = assertionResults.find(({ status }) => status === "failed");
    if (failed !== undefined) return `${file}: ${failed.fullName}`;
    if (message) return `${file}: ${message.split("\n")[0]}`;
  }
  throw new Error(`The tests could not be run:\n${said}`);
}

async function buildKernels() {
  const { code, said } = await run("scripts/build-kernels.mjs");
  if (code !== 0) throw new Error(`The kernels cannot be compiled:\n${said}`);
}

/** Puts a fault in, runs the tests, and takes it out again. */
async function tryOut(fault) {
  const start = performance.now();
  const kernels = fault.file.startsWith("assembly/");
  const source = readFileSync(inCopy(fault.file), "utf8");
  writeFileSync(inCopy(fault.file), withFault(fault, source));
  if (kernels) await buildKernels();
  let by;
  for (const files of stagesFor(fault.file)) by ??= await firstFailure(files);
  writeFileSync(inCopy(fault.file), source);
  if (kernels) cpSync(inCopy("sound-kernels"), inCopy(KERNELS), { recursive: true });
  const { area, file, breaks } = fault;
  return { area, file, breaks, caught: by !== undefined, by, seconds: (performance.now() - start) / 1000 };
}

for (const fault of chosen) withFault(fault, readFileSync(inCopy(fault.file), "utf8"));
tell(`${chosen.length} faults; first the tests without any\n`);
await buildKernels();
cpSync(inCopy(KERNELS), inCopy("sound-kernels"), { recursive: true });
const sound = await firstFailure(EVERY);
if (sound !== undefined) throw new Error(`A test fails without any fault:\n${sound}`);

const page = join(root, "docs", "faults.md");
const before = known(readFileSync(page, "utf8"), faults);
const results = [];
for (const [i, fault] of chosen.entries()) {
  const result = await tryOut(fault);
  results.push(result);
  const { file, breaks, caught, by, seconds } = result;
  tell(
    `${String(i + 1).padStart(3)} ${caught ? "caught  " : "SURVIVED"} ${seconds.toFixed(1).padStart(6)} s  ${file}: ${breaks}\n`,
  );
  if (caught) tell(`${" ".repeat(25)}${by}\n`);
  writeFileSync(page, table(merged(before, results, faults), faults));
}
const count = results.filter(({ caught }) => caught).length;
if (json) process.stdout.write(`${JSON.stringify({ caught: count, faults: results }, null, 2)}\n`);
tell(`${count} of ${chosen.length} caught\n`);
process.exitCode = count >= WANTED * chosen.length ? 0 : 1;
