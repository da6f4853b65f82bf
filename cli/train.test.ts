import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonOf, runCli, startCli, temporaryFolder } from "./testing/cli.js";

const folder = temporaryFolder();
const iris = (...more: string[]) => ["train", "iris-sigmoid-20-20", ...more];
const filesOf = (run: string) => readdirSync(join(folder, run)).sort();
const eventsOf = (run: string) =>
  readFileSync(join(folder, run, "events.jsonl"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
const WHOLE = ["checkpoint.safetensors", "events.jsonl", "model.safetensors", "run.json"];

/** Long enough to be interrupted: a second and more. */
const LONG = iris("--epochs", "4000");
let undisturbed: string;
beforeAll(() => {
  undisturbed = jsonOf(folder, [...LONG, "--out", "undisturbed"]).weightsDigest;
}, 60_000);

describe("train", () => {
  it("writes a run, and says what came out", () => {
    const document = jsonOf(folder, iris("--epochs", "20", "--seed", "3", "--out", "first"));
    expect(document).toMatchObject({
      run: join(folder, "first"),
      model: join(folder, "first", "model.safetensors"),
      status: "done",
      epochs: 20,
      steps: 500,
      seed: 3,
      parameters: 583,
      weightsDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      train: { loss: expect.any(Number), accuracy: expect.any(Number) },
      test: { loss: expect.any(Number), accuracy: expect.any(Number) },
    });
    expect(document.samplesPerSecond).toBeCloseTo(2000 / document.seconds, 3);
    expect(filesOf("first")).toEqual(WHOLE);
    expect(jsonOf(folder, ["inspect", "first"])).toMatchObject({
      weightsDigest: document.weightsDigest,
      classes: ["setosa", "versicolor", "virginica"],
      seed: 3,
    });
    expect(jsonOf(folder, ["evaluate", "first"])).toMatchObject(document.test);
  });

  it("logs every epoch and some of the steps, with their times", () => {
    const events = eventsOf("first");
    const types = (type: string) => events.filter((event) => event.type === type).length;
    expect(events[0].type).toBe("run-start");
    expect(events.at(-1)).toMatchObject({ type: "run-end", reason: "done" });
    expect([types("epoch"), types("eval"), types("step")]).toEqual([20, 20, 500]);
    expect(events.every(({ time }) => /^\d{4}-.*Z$/.test(time))).toBe(true);
    const long = eventsOf("undisturbed");
    expect(long.filter(({ type }) => type === "step").length).toBeLessThanOrEqual(2_000);
    expect(long.filter(({ type }) => type === "epoch").length).toBeLessThanOrEqual(2_000);
    expect(long.findLast(({ type }) => type === "epoch").epoch).toBe(4000);
  });

  it("numbers its folders", () => {
    const runs = [1, 2, 3].map(() => jsonOf(folder, iris("--epochs", "1")).run);
    const base = join(folder, "runs", "iris-sigmoid-20-20");
    expect(runs).toEqual([base, `${base}-2`, `${base}-3`]);
  });

  it("is the same with the same seed, and with --set as in a file", () => {
    const recipe = JSON.parse(
      readFileSync(new URL("../recipes/iris-sigmoid-20-20.json", import.meta.url), "utf8"),
    );
    recipe.model.layers[0].units = 7;
    writeFileSync(join(folder, "seven.json"), JSON.stringify({ ...recipe, seed: 5, epochs: 3 }));
    const digest = (...args: string[]) => jsonOf(folder, ["train", ...args]).weightsDigest;
    const [name, set] = ["iris-sigmoid-20-20", "model.layers.0.units=7"];
    const file = digest("seven.json");
    expect(digest(name, "--set", set, "--seed", "5", "--epochs", "3", "--threads", "2")).toBe(file);
    expect(digest(name, "--set", set, "--seed", "6", "--epochs", "3")).not.toBe(file);
  });

  it("tells one line per epoch in a pipe, and what to do next", () => {
    const { stdout, stderr } = runCli(folder, iris("--epochs", "3"));
    expect(stderr.match(/^epoch \d\/3 {3}loss .* % {3}test .* %$/gm)).toHaveLength(3);
    expect(stdout).toMatch(/ % right on 50 samples/);
    expect(stdout).toMatch(/chainrule evaluate runs\/.*--report/);
    expect(stdout + stderr).not.toContain("\x1b");
  });

  it("takes no folder that holds something, and makes none when something is wrong", () => {
    const before = readFileSync(join(folder, "first", "run.json"));
    const taken = runCli(folder, iris("--out", "first"));
    expect([taken.status, taken.stderr]).toEqual([3, expect.stringContaining("E_RUN")]);
    expect(readFileSync(join(folder, "first", "run.json"))).toEqual(before);
    const wrong = runCli(folder, iris("--set", "model.input=[5]", "--out", "wrong"));
    expect(wrong.status).toBe(3);
    expect(readdirSync(folder)).not.toContain("wrong");
  });
});

describe("a run that diverges", () => {
  it("says why, keeps the last good weights, and ends with 1", () => {
    const { status, stdout, stderr } = runCli(
      folder,
      iris("--set", "optimizer.learningRate=1e38", "--out", "diverged", "--json"),
    );
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: "E_DIVERGED", remedy: expect.stringMatching(/Lower the learning rate/) },
      run: join(folder, "diverged"),
    });
    expect(stderr).toMatch(/^error E_DIVERGED/m);
    const { weights } = jsonOf(folder, ["inspect", "diverged"]);
    expect(weights.every((weight: { notFinite: number }) => weight.notFinite === 0)).toBe(true);
  });
});

describe("a run that is broken off", () => {
  it("by kill -9, ten times, comes to the same weights", { timeout: 60_000 }, async () => {
    const killed = startCli(folder, [...LONG, "--out", "killed"]);
    await killed.said(/^epoch/m);
    killed.child.kill("SIGKILL");
    await killed.ended;
    for (let kills = 1; kills < 10; kills++) {
      const again = startCli(folder, ["train", "--resume", "killed"]);
      await new Promise((resolve) => setTimeout(resolve, 100 + 43 * ((kills * 7) % 10)));
      again.child.kill("SIGKILL");
      await again.ended;
    }
    expect(jsonOf(folder, ["train", "--resume", "killed"]).weightsDigest).toBe(undisturbed);
    expect(filesOf("killed")).toEqual(WHOLE);
    const steps = eventsOf("killed").flatMap(({ type, step }) => (type === "step" ? [step] : []));
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
  });

  it.each(["SIGINT", "SIGTERM"] as const)("by %s, ends with 130 and goes on from there", async (signal) => {
    const run = startCli(folder, [...LONG, "--out", signal, "--json"]);
    await run.said(/^epoch/m);
    run.child.kill(signal);
    const { status, stdout } = await run.ended;
    expect(status).toBe(130);
    const document = JSON.parse(stdout);
    expect(document.status).toBe("stopped");
    expect(document.steps).toBeLessThan(100_000);
    const resumed = jsonOf(folder, ["train", "--resume", signal]);
    expect(resumed).toMatchObject({ status: "done", epochs: 4000, weightsDigest: undisturbed });
    expect(eventsOf(signal).filter(({ type }) => type === "run-end")).toHaveLength(1);
  });

  it("says how to go on", async () => {
    const run = startCli(folder, [...LONG, "--out", "stopped"]);
    await run.said(/^epoch/m);
    run.child.kill("SIGINT");
    const { stdout, stderr } = await run.ended;
    expect(stderr).toMatch(/once more to stop at once/);
    expect(stdout).toMatch(/chainrule train --resume stopped/);
  });

  it("has nothing left to do when it is done", () => {
    expect(jsonOf(folder, ["train", "--resume", "undisturbed"])).toMatchObject({
      status: "done",
      weightsDigest: undisturbed,
    });
  });
});

describe("a run is not gone on with", () => {
  it("by two at once", async () => {
    const first = startCli(folder, [...LONG, "--out", "shared"]);
    await first.said(/^epoch/m);
    const second = runCli(folder, ["train", "--resume", "shared"]);
    expect([second.status, second.stderr]).toEqual([3, expect.stringMatching(/E_RUN.*process \d+/s)]);
    first.child.kill("SIGINT");
    expect((await first.ended).status).toBe(130);
  });

  it("with other data", () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 5},${i % 3},${i % 2},${"abc"[i % 3]}`);
    const write = (first: string) => writeFileSync(join(folder, "own.csv"), [first, ...rows].join("\n"));
    write("1,2,3,4,a");
    jsonOf(folder, iris("--data", "own.csv", "--epochs", "2", "--out", "own"));
    write("1,2,3,5,a");
    const { status, stderr } = runCli(folder, ["train", "--resume", "own"]);
    expect([status, stderr]).toEqual([3, expect.stringMatching(/E_RUN.*SHA-256/s)]);
  });

  it("with another net, another recipe, or other settings", () => {
    jsonOf(folder, iris("--epochs", "2", "--out", "net"));
    const other = runCli(folder, ["train", "moons-tanh", "--resume", "net"]);
    expect([other.status, other.stderr]).toEqual([3, expect.stringContaining("E_RUN")]);
    const seed = runCli(folder, ["train", "--resume", "net", "--seed", "9"]);
    expect([seed.status, seed.stderr]).toEqual([2, expect.stringContaining("--seed")]);
    const path = join(folder, "net", "run.json");
    writeFileSync(path, readFileSync(path, "utf8").replace('"units": 20', '"units": 21'));
    const net = runCli(folder, ["train", "--resume", "net"]);
    expect([net.status, net.stderr]).toEqual([3, expect.stringMatching(/E_RUN.*network/s)]);
  });
});

const canMount = spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]).status === 0;

describe.skipIf(!canMount)("on a full disk (needs root on Linux, to mount a small one)", () => {
  it("it ends with 3, and what was stored before is whole", () => {
    const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
    const script = `mount -t tmpfs -o size=200k tmpfs /mnt && cd /mnt
      "$0" "$1" train iris-sigmoid-20-20 --epochs 4000 --out run 2>&1; echo "status $?"
      rm -f run/events.jsonl; "$0" "$1" evaluate run --json`;
    const output = String(execFileSync("unshare", ["-m", "sh", "-c", script, process.execPath, main]));
    expect(output).toMatch(/E_IO.*Free some space.*status 3/s);
    expect(output).toMatch(/"accuracy": /);
  });
});
