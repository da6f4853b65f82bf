// The experiments as the command line tells of them, so that a page says of one what the experiment says of itself.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Experiment } from "../../../experiments/lib/index.js";

const cli = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

/** What has been asked for: each page is made several times, in two languages and for the search. */
const known = new Map<string, string>();

/** What a command of the command line prints. */
export function printed(...args: readonly string[]): string {
  const key = args.join(" ");
  const options = { encoding: "utf8", maxBuffer: 2 ** 26 } as const;
  if (!known.has(key)) known.set(key, execFileSync(process.execPath, [cli, ...args], options));
  return known.get(key)!;
}

let all: readonly Experiment[] | undefined;

export const experiments = (): readonly Experiment[] => {
  all ??= JSON.parse(printed("experiment", "list", "--json")) as Experiment[];
  return all;
};
