// What `npm test` runs: the build, the linters, then every test. The last line sums it all up.
// Arguments go to vitest: `npm test -- dense` runs the test files with "dense" in their path.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (name) => join(root, "node_modules", ...name);
const count = { passed: 0, failed: 0, skipped: 0 };

/** Runs a Node script with its output shown; true when it exits with 0. */
function run(title, script, ...args) {
  console.log(`\n▶ ${title}`);
  const { status, error } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (error) console.error(String(error));
  return status === 0;
}

function check(title, script, ...args) {
  const good = run(title, script, ...args);
  count[good ? "passed" : "failed"] += 1;
  if (!good) console.error(`✗ ${title} failed`);
  return good;
}

/** Adds up vitest's report. A file that fails before its first test, and an error outside of all tests, count as one. */
function addReport(path, good) {
  const before = count.failed;
  try {
    const report = JSON.parse(readFileSync(path, "utf8"));
    count.passed += report.numPassedTests;
    count.failed += report.numFailedTests;
    count.skipped += report.numPendingTests + report.numTodoTests;
    count.failed += report.testResults.filter(
      ({ status, assertionResults }) =>
        status === "failed" && !assertionResults.some((test) => test.status === "failed"),
    ).length;
  } catch (error) {
    console.error(`no report of the tests: ${error.message}`);
  }
  if (!good && count.failed === before) count.failed += 1;
}

function runTests() {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-test-"));
  const report = join(folder, "report.json");
  const good = run(
    "tests (vitest)",
    bin(["vitest", "vitest.mjs"]),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  );
  addReport(report, good);
  rmSync(folder, { recursive: true });
}

// without a build there are no kernels and nothing to pack: what comes after would only repeat that
if (check("build", join(root, "scripts", "build.mjs"))) {
  check("style (biome)", bin(["@biomejs", "biome", "bin", "biome"]), "check", ".");
  check("types (tsc)", bin(["typescript", "bin", "tsc"]), "--noEmit");
  check("types of web (tsc)", bin(["typescript", "bin", "tsc"]), "--noEmit", "-p", "web");
  // with arguments, only some tests are wanted; those of the site take it as it is
  if (process.argv.length === 2) check("documentation (vitepress)", join(root, "scripts", "docs.mjs"));
  runTests();
}

process.exitCode = count.failed === 0 ? 0 : 1;
console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
