import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createRun, type NewRun, nextRunFolder, openRun } from "./run-folder.js";

const run: NewRun = {
  version: "0.1.0",
  config: { model: { layers: ["sigmoid"] } },
  seed: 7,
  data: { spec: "iris", digest: "0123456789abcdef".repeat(4) },
};

let base: string;
let dir: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "chainrule-"));
  dir = join(base, "run");
});
afterEach(() => rmSync(base, { recursive: true }));

const error = (code: string, message: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

/** What lies in the folder besides the lock. */
const files = (folder = dir) => readdirSync(folder).filter((name) => !name.startsWith("lock."));
const locks = (folder = dir) => readdirSync(folder).filter((name) => name.startsWith("lock."));

describe("beginning a run", () => {
  it("makes the folders and writes the record, which reads back as it is", () => {
    const folder = createRun(join(dir, "a", "b"), run);
    expect(folder.record).toMatchObject({ format: "chainrule-run", ...run });
    expect(JSON.parse(readFileSync(join(dir, "a", "b", "run.json"), "utf8"))).toEqual(folder.record);
    folder.close();
    const again = openRun(join(dir, "a", "b"));
    expect(again.record).toEqual(folder.record);
    again.close();
    expect(readdirSync(join(dir, "a", "b")).sort()).toEqual(["events.jsonl", "run.json"]);
  });

  it("takes an empty folder, and one where a begin was killed", () => {
    mkdirSync(dir);
    writeFileSync(join(dir, ".run.json.0123456789abcdef.tmp"), "{");
    createRun(dir, run).close();
    expect(files().sort()).toEqual(["events.jsonl", "run.json"]);
  });

  it("refuses a folder that holds something, and leaves it as it is", () => {
    createRun(dir, run).close();
    const before = readFileSync(join(dir, "run.json"));
    expect(() => createRun(dir, run)).toThrow(
      error("E_RUN", "or go on with the run that is there with --resume"),
    );
    expect(readFileSync(join(dir, "run.json"))).toEqual(before);
    writeFileSync(join(base, "notes.txt"), "");
    expect(() => createRun(base, run)).toThrow(
      error("E_RUN", "one that holds notes.txt, run. Choose another --out"),
    );
    expect(readdirSync(base).sort()).toEqual(["notes.txt", "run"]);
  });

  it("refuses a file", () => {
    writeFileSync(dir, "");
    expect(() => createRun(dir, run)).toThrow(error("E_IO", "a file is in the way"));
    expect(() => createRun(join(dir, "below"), run)).toThrow(error("E_IO", "a file is in the way"));
  });

  it("numbers folders", () => {
    const name = join(base, "runs", "digits");
    const made = [nextRunFolder(name), nextRunFolder(name), nextRunFolder(name)];
    expect(made).toEqual([name, `${name}-2`, `${name}-3`]);
    createRun(made[1], run).close();
  });
});

describe("going on with a run", () => {
  it("says what is missing", () => {
    expect(() => openRun(dir)).toThrow(error("E_RUN", "expected a run folder, got no run.json"));
    expect(() => openRun(base)).toThrow(error("E_RUN", "Check the path"));
    writeFileSync(dir, "");
    expect(() => openRun(dir)).toThrow(error("E_RUN", "Check the path"));
    expect(readdirSync(base)).toEqual(["run"]);
  });

  it("says where the record is damaged, and takes no lock", () => {
    createRun(dir, run).close();
    const record = readFileSync(join(dir, "run.json"), "utf8");
    writeFileSync(join(dir, "run.json"), record.slice(0, 30));
    expect(() => openRun(dir)).toThrow(error("E_FORMAT", "line 2, column"));
    writeFileSync(join(dir, "run.json"), record.replace('"seed": 7', '"seed": -7'));
    expect(() => openRun(dir)).toThrow(error("E_FORMAT", "seed in "));
    expect(locks()).toEqual([]);
  });

  it("gives back the last checkpoint, and clears away a half-written one", () => {
    const folder = createRun(dir, run);
    expect(folder.readCheckpoint()).toBeUndefined();
    folder.saveCheckpoint(Uint8Array.of(1, 2));
    folder.saveCheckpoint(Uint8Array.of(3));
    folder.saveModel(Uint8Array.of(4));
    folder.close();
    writeFileSync(join(dir, ".checkpoint.safetensors.0123456789abcdef.tmp"), "half");
    const again = openRun(dir);
    expect([...again.readCheckpoint()!]).toEqual([3]);
    again.close();
    expect(files().sort()).toEqual([
      "checkpoint.safetensors",
      "events.jsonl",
      "model.safetensors",
      "run.json",
    ]);
  });
});

describe("events", () => {
  const events = [
    { type: "run-start" },
    { type: "step", step: 1, loss: 0.5 },
    { type: "step", step: 2, note: 'a "line"\nof two' },
    { type: "note" },
    { type: "step", step: 3 },
    { type: "note" },
  ];

  function written() {
    const folder = createRun(dir, run);
    for (const event of events) folder.appendEvent(event);
    return folder;
  }

  it("come back as they went, one line each", () => {
    const folder = written();
    expect(folder.readEvents()).toEqual(events);
    expect(readFileSync(join(dir, "events.jsonl"), "utf8").split("\n")).toHaveLength(events.length + 1);
    folder.close();
  });

  it.each([
    [-1, 0],
    [0, 0],
    [1, 2],
    [2, 3],
    [3, 5],
    [99, 5],
  ])("are taken back to step %i", (step, count) => {
    written().close();
    const folder = openRun(dir);
    folder.keepEventsUntil(step);
    expect(folder.readEvents()).toEqual(events.slice(0, count));
    folder.appendEvent({ type: "run-start" });
    folder.close();
    const again = openRun(dir);
    expect(again.readEvents()).toEqual([...events.slice(0, count), { type: "run-start" }]);
    again.keepEventsUntil(step);
    expect(again.readEvents()).toEqual(events.slice(0, count));
    again.close();
  });

  it("forget that the run ended", () => {
    const folder = written();
    folder.appendEvent({ type: "run-end", reason: "stopped", step: 3 });
    folder.keepEventsUntil(3);
    expect(folder.readEvents()).toEqual(events.slice(0, 5));
    folder.close();
  });

  it.each(['{"type":"step","st', "{", '"é'.slice(0, 1), "\0\0\0"])(
    "lose a last line cut short: %j",
    (torn) => {
      written().close();
      appendFileSync(join(dir, "events.jsonl"), torn);
      const folder = openRun(dir);
      folder.appendEvent({ type: "step", step: 4 });
      expect(folder.readEvents()).toEqual([...events, { type: "step", step: 4 }]);
      folder.close();
    },
  );

  it("tell the line that somebody has spoilt", () => {
    written().close();
    appendFileSync(join(dir, "events.jsonl"), "{]\n[1]\n");
    const folder = openRun(dir);
    expect(() => folder.readEvents()).toThrow(error("E_FORMAT", "line 7, column 2 of "));
    expect(() => folder.keepEventsUntil(99)).toThrow(error("E_FORMAT", "line 7, column 2 of "));
    folder.keepEventsUntil(2);
    folder.close();
    appendFileSync(join(dir, "events.jsonl"), "[1]\n");
    const again = openRun(dir);
    expect(() => again.readEvents()).toThrow(error("E_FORMAT", "line 4 of "));
    again.close();
  });
});

describe("the lock", () => {
  const host = encodeURIComponent(hostname());

  it("is held until close, also against this process", () => {
    const folder = createRun(dir, run);
    expect(locks()).toHaveLength(1);
    expect(() => openRun(dir)).toThrow(error("E_RUN", `one that process ${process.pid} uses`));
    expect(() => createRun(dir, run)).toThrow(error("E_RUN", `one that process ${process.pid} uses`));
    folder.close();
    folder.close();
    expect(locks()).toEqual([]);
    openRun(dir).close();
  });

  it.skipIf(!existsSync("/proc/self/stat"))("is not kept by a later process with the same number", () => {
    createRun(dir, run).close();
    writeFileSync(join(dir, `lock.${process.ppid}.1.${host}`), "");
    openRun(dir).close();
    expect(locks()).toEqual([]);
  });

  it("of another machine stands, since nobody here can tell", () => {
    createRun(dir, run).close();
    const name = "lock.4321.77.elsewhere";
    writeFileSync(join(dir, name), "");
    expect(() => openRun(dir)).toThrow(error("E_RUN", "process 4321 on elsewhere uses"));
    expect(() => openRun(dir)).toThrow(error("E_RUN", `delete the file ${name}`));
    expect(locks()).toEqual([name]);
  });
});

describe("several processes", () => {
  let modules: string;
  const children: ChildProcessWithoutNullStreams[] = [];

  beforeAll(async () => {
    modules = mkdtempSync(join(tmpdir(), "chainrule-module-"));
    const input = fileURLToPath(new URL("./run-folder.ts", import.meta.url));
    await build({
      input,
      platform: "node",
      logLevel: "silent",
      output: { file: join(modules, "run-folder.mjs") },
    });
  });
  afterAll(() => rmSync(modules, { recursive: true }));
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  /** A script that has the module's functions and `dir`, for a process of its own. */
  function script(name: string, body: string): string {
    const path = join(modules, `${name}.mjs`);
    writeFileSync(
      path,
      `import { readdirSync, readFileSync, writeFileSync } from "node:fs";
       import { createRun, nextRunFolder, openRun } from "./run-folder.mjs";
       const dir = process.argv[2];
       const run = ${JSON.stringify(run)};
       const wait = () => process.stdin.resume();
       ${body}`,
    );
    return path;
  }

  /** Starts it and waits for its first line. */
  async function start(path: string): Promise<{ child: ChildProcessWithoutNullStreams; line: string }> {
    const child = spawn(process.execPath, [path, dir]);
    children.push(child);
    const [line] = await once(child.stdout, "data");
    return { child, line: String(line).trim() };
  }

  it("are refused but for the first, until kill -9 ends it", async () => {
    createRun(dir, run).close();
    const { child } = await start(script("hold", 'openRun(dir); console.log("held"); wait();'));
    expect(() => openRun(dir)).toThrow(error("E_RUN", `one that process ${child.pid} uses`));
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(locks()).toHaveLength(1);
    openRun(dir).close();
    expect(locks()).toEqual([]);
  });

  it("let go when they end without closing", async () => {
    createRun(dir, run).close();
    for (const end of ["", "process.exit(1);", "process.exitCode = 3; throw new Error();"]) {
      const { child } = await start(script("end", `openRun(dir); console.log("held"); ${end}`));
      if (child.exitCode === null) await once(child, "exit");
      expect(locks()).toEqual([]);
    }
  });

  it("that come at once: one at most gets the run", async () => {
    createRun(dir, run).close();
    const path = script(
      "race",
      'try { openRun(dir); console.log("held"); } catch (error) { console.log(error.code); } wait();',
    );
    const lines = (await Promise.all(Array.from({ length: 5 }, () => start(path)))).map(({ line }) => line);
    expect(lines.filter((line) => line === "held").length).toBeLessThanOrEqual(1);
    expect(lines.filter((line) => line === "E_RUN").length).toBeGreaterThanOrEqual(4);
  });

  it("that begin at once get folders of their own", async () => {
    const path = script(
      "next",
      `const made = Array.from({ length: 10 }, () => nextRunFolder(dir));
       for (const folder of made) createRun(folder, run).close();
       console.log(made.join());`,
    );
    const made = (await Promise.all(Array.from({ length: 3 }, () => start(path)))).map(({ line }) => line);
    expect(new Set(made.join().split(",")).size).toBe(30);
  });

  it("killed at any moment leave a run that goes on, no event twice", async () => {
    const path = script(
      "train",
      `const folder = openRun(dir);
       let step = folder.readCheckpoint()?.[0] ?? 0;
       folder.keepEventsUntil(step);
       folder.appendEvent({ type: "run-start", from: step });
       console.log("begun");
       while (step < 255) {
         step++;
         folder.appendEvent({ type: "step", step, padding: "x".repeat(5000) });
         if (step % 3 === 0) folder.saveCheckpoint(new Uint8Array(300_000).fill(step));
       }
       folder.close();
       console.log("done");`,
    );
    createRun(dir, run).close();
    let reached = 0;
    for (let kills = 0; kills < 12; kills++) {
      const { child } = await start(path);
      await new Promise((resolve) => setTimeout(resolve, 3 + 4 * kills));
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      const folder = openRun(dir);
      const checkpoint = folder.readCheckpoint();
      if (checkpoint !== undefined) {
        expect(checkpoint.length).toBe(300_000);
        expect(checkpoint.every((byte) => byte === checkpoint[0])).toBe(true);
        expect(checkpoint[0]).toBeGreaterThanOrEqual(reached);
        reached = checkpoint[0];
      }
      folder.keepEventsUntil(reached);
      const steps = folder.readEvents().flatMap(({ step }) => (step === undefined ? [] : [step]));
      expect(steps).toEqual(Array.from({ length: reached }, (_, i) => i + 1));
      folder.close();
      expect(files().filter((name) => name.endsWith(".tmp"))).toEqual([]);
    }
    expect(reached).toBeGreaterThan(0);
  });

  /** Runs a script with a disk of its own on `dir`, that only it sees. */
  function onSmallDisk(options: string, path: string): string {
    mkdirSync(dir);
    const command = 'mount -t tmpfs -o "$1" tmpfs "$2" && exec "$3" "$4" "$2"';
    const values = [options, dir, process.execPath, path];
    return String(execFileSync("unshare", ["-m", "sh", "-c", command, "sh", ...values]));
  }

  const canMount = mountable(); // root on Linux can mount a small disk; elsewhere there is none to fill

  it.skipIf(!canMount)("that fail halfway in beginning a run leave nothing (needs Linux and root)", () => {
    const path = script(
      "halfway",
      `try { createRun(dir + "/run", run); } catch (error) { console.log(error.where + " " + error.remedy); }
       console.log(readdirSync(dir).length);`,
    );
    // Room for four: the disk's root, the folder, the lock and run.json, but not the events.
    const output = onSmallDisk("nr_inodes=4", path);
    expect(output).toBe(`${dir}/run/events.jsonl Free some space, or choose another folder.\n0\n`);
  });

  it.skipIf(!canMount)("on a full disk keep what they have (needs Linux and root)", () => {
    const path = script(
      "full",
      `const said = [];
       const attempt = (action) => { try { action(); said.push("fine"); } catch (error) { said.push(error.code + " " + error.remedy); } };
       const folder = createRun(dir + "/run", run);
       folder.appendEvent({ type: "step", step: 1 });
       folder.saveCheckpoint(new Uint8Array(8000).fill(1));
       attempt(() => folder.saveCheckpoint(new Uint8Array(200_000)));
       attempt(() => folder.appendEvent({ type: "step", step: 2, padding: "x".repeat(200_000) }));
       attempt(() => folder.appendEvent({ type: "step", step: 2, padding: "x".repeat(10) }));
       folder.close();
       const names = readdirSync(dir + "/run").sort();
       const again = openRun(dir + "/run");
       const checkpoint = again.readCheckpoint();
       const events = again.readEvents();
       again.close();
       attempt(() => writeFileSync(dir + "/filler", new Uint8Array(200_000)));
       attempt(() => createRun(dir + "/other/run", run));
       console.log(JSON.stringify({ said, names, events, checkpoint: [checkpoint.length, checkpoint[0]], left: readdirSync(dir).sort() }));`,
    );
    const output = onSmallDisk("size=64k", path);
    const full = "E_IO Free some space, or choose another folder.";
    expect(JSON.parse(output)).toEqual({
      said: [full, full, "fine", "ENOSPC undefined", full],
      names: ["checkpoint.safetensors", "events.jsonl", "run.json"],
      events: [
        { type: "step", step: 1 },
        { type: "step", step: 2, padding: "x".repeat(10) },
      ],
      checkpoint: [8000, 1],
      left: ["filler", "run"],
    });
  });
});

/** Whether this machine lets a test mount a file system that only the test sees. */
function mountable(): boolean {
  try {
    execFileSync("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
