// The machine, and what of it a process is given.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";

export const cores = availableParallelism();

/** The core that all work on, one after the other: the last of those this process may use. */
const core =
  spawnSync("taskset", ["--version"]).status === 0
    ? /^Cpus_allowed_list:.*?(\d+)$/m.exec(readFileSync("/proc/self/status", "utf8"))[1]
    : undefined;

export const description = () => ({
  processor: cpus()[0].model.replace(/\((R|TM)\)/g, ""),
  cores,
  node: process.version,
  pinned: core !== undefined,
});

/** A command that keeps to so many threads: on one core with one thread, where there is taskset. */
export const keepTo = (threads, command) =>
  threads === 1 && core !== undefined ? ["taskset", "-c", core, ...command] : command;

/** The environment of a process with so many threads, for the libraries of NumPy and PyTorch. */
export function environment(threads) {
  // how OpenBLAS is to run on which processor is its own business, as it would be a user's
  const { OPENBLAS_CORETYPE, OPENBLAS_L2_SIZE, ...env } = process.env;
  const limits = ["OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"];
  return { ...env, ...Object.fromEntries(limits.map((name) => [name, String(threads)])) };
}
