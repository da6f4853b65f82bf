// The experiments as the command line tells of them, so that a page says of one what the experiment says of itself.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Experiment } from "../../../experiments/lib/index.js";

const cli = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

/** What a command of the command line prints. */
export const printed = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [cli, ...args], { encoding: "utf8", maxBuffer: 2 ** 26 });

let known: readonly Experiment[] | undefined;

export const experiments = (): readonly Experiment[] => {
  known ??= JSON.parse(printed("experiment", "list", "--json")) as Experiment[];
  return known;
};
