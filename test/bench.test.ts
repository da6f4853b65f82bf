import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

// Peers take turns on one core: on a machine that is busy elsewhere, each waits for it.
const PATIENCE = 240_000;

const program = fileURLToPath(new URL("../bench/run.mjs", import.meta.url));

/** The benchmark, with those of the peers that are here. */
function bench(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

it("measures a workload beside the peers at hand, which do the same work", { timeout: PATIENCE }, () => {
  const { status, stdout, stderr } = bench("W4", "--quick", "--json", "--peers", "numpy,convnetjs");
  expect(stderr).not.toContain("NOT the same work");
  expect(status).toBe(0);
  const [{ workload, entries }] = JSON.parse(stdout).training;
  expect(workload).toBe("W4");
  const [ours, ...others] = entries;
  expect(ours.seconds).toBeGreaterThan(0);
  expect(ours.ratio).toBe(1);
  for (const { missing, ratio, sameWork } of others) {
    if (missing) expect(missing).toMatch(/^npm|^apt-get/);
    else expect([ratio > 0, sameWork]).toEqual([true, true]);
  }
});

it("says what it does not know", () => {
  const { status, stdout } = bench("W9");
  expect(status).toBe(2);
  expect(stdout).toContain("Not known: W9");
});
