// What `npm start` runs after the build: trains a first network, and where a person sits at a terminal, opens it in the
// workbench. In a pipe it ends after the training, whose last lines name that command.
import { spawnSync } from "node:child_process";
import { rmdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { nextRunFolder } from "chainrule/node";

const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const chainrule = (...args) => spawnSync(process.execPath, [main, ...args], { stdio: "inherit" }).status ?? 1;

process.on("SIGINT", () => {}); // Ctrl-C is for the command that runs; this script ends with it
const run = nextRunFolder("runs/digits");
const trained = chainrule("train", "digits", "--out", run);
if (trained !== 0) {
  try {
    rmdirSync(run); // only if nothing has come into it
  } catch {}
}
const watched = process.stdin.isTTY && process.stdout.isTTY && !process.env.CI;
process.exitCode = trained === 0 && watched ? chainrule("open", run) : trained;
