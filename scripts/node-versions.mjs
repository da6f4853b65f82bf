// node scripts/node-versions.mjs [version …]: whether other versions of Node come to the same bits as this one, on one to four
// threads. They come from npm, as packages that hold nothing but the binary of one platform.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const versions = process.argv.length > 2 ? process.argv.slice(2) : ["22", "24"];
const binary = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
const folder = mkdtempSync(join(tmpdir(), "chainrule-nodes-"));

function run(command, args, options) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8", ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error ?? stderr}`);
  return stdout;
}

function install(version) {
  const cwd = mkdtempSync(join(folder, `${version}-`));
  writeFileSync(join(cwd, "package.json"), "{}");
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund"];
  run("npm", ["install", ...quiet, `${binary}@${version}`], { cwd, shell: process.platform === "win32" });
  return join(cwd, "node_modules", binary, "bin", "node");
}

async function bundle(name) {
  const build = await rolldown({
    input: join(root, "test", "support", `${name}.ts`),
    platform: "node",
    resolve: {
      alias: { "chainrule/format": join(root, "src/format/index.ts"), chainrule: join(root, "src/index.ts") },
    },
  });
  const file = join(folder, `${name}.mjs`);
  await build.write({ file, format: "esm", codeSplitting: false });
  await build.close();
  return file;
}

try {
  const programs = [await bundle("bits-program"), await bundle("threads-program")];
  const results = (node) => programs.map((program) => run(node, [program])).join();
  const expected = results(process.execPath);
  for (const version of versions) {
    const node = install(version);
    const same = results(node) === expected;
    console.log(
      `${run(node, ["--version"]).trim()}: ${same ? "the same bits" : "OTHER BITS"} as ${process.version}`,
    );
    if (!same) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
