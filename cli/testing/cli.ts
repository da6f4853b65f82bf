import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

/** The command line as users get it: built, and run as a process of its own. */
const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
if (!existsSync(main)) throw new Error("Run npm run build first.");

export interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const environment = { ...process.env, NO_COLOR: "1", COLORTERM: "" };

/** A folder for one test file, gone at its end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The built command, where it is not the one of this repository. */
  readonly program?: string;
}

/** Runs a command to its end, in a folder. */
export function runCli(
  cwd: string,
  args: readonly string[],
  { input, env, program = main }: CliOptions & { input?: Uint8Array } = {},
): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    input,
    env: { ...environment, ...env },
    maxBuffer: 2 ** 26,
  });
  return { status, stdout: String(stdout), stderr: String(stderr) };
}

/** Runs a command that must end well, and reads its JSON document. */
export function jsonOf(cwd: string, args: readonly string[], options: { input?: Uint8Array } = {}): any {
  const { status, stdout, stderr } = runCli(cwd, [...args, "--json"], options);
  if (status !== 0) throw new Error(`exit code ${status}\n${stderr}`);
  return JSON.parse(stdout);
}

/** A command that is under way. */
export interface Running {
  readonly child: ChildProcess;
  /** When its stderr has matched the pattern. */
  said(pattern: RegExp): Promise<void>;
  readonly ended: Promise<Result & { signal: NodeJS.Signals | null }>;
}

/** @param prefix what is to run it, if not the system by itself */
export function startCli(
  cwd: string,
  args: readonly string[],
  { env, program = main, prefix = [] }: CliOptions & { prefix?: readonly string[] } = {},
): Running {
  const [command, ...rest] = [...prefix, process.execPath, program, ...args];
  const child = spawn(command, rest, { cwd, env: { ...environment, ...env } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (piece) => (stdout += piece));
  child.stderr.on("data", (piece) => (stderr += piece));
  const ended = once(child, "close").then(([status, signal]) => ({ status, signal, stdout, stderr }));
  return {
    child,
    ended,
    async said(pattern) {
      while (!pattern.test(stderr)) {
        await Promise.race([
          once(child.stderr, "data"),
          ended.then(() => {
            throw new Error(`it ended without saying ${pattern}:\n${stderr}`);
          }),
        ]);
      }
    },
  };
}
