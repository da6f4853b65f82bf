import {
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
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { isRunInUse, NOTES, removeRun, renameRun, writeRunNotes } from "./manage-runs.js";
import { createRun, openRun } from "./run-folder.js";

const scratch = mkdtempSync(join(tmpdir(), "chainrule-manage-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const NEW = { version: "1", config: {}, seed: 1, data: { spec: "iris", digest: "0".repeat(64) } };
let tests = 0;
let dir: string;
beforeEach(() => {
  dir = join(scratch, String((tests += 1)), "run");
  createRun(dir, NEW).close();
});

describe("a run that nobody holds", () => {
  it("takes another name and can be gone on with there", () => {
    renameRun(dir, "other");
    const other = join(dir, "..", "other");
    expect(existsSync(dir)).toBe(false);
    expect(readdirSync(other).sort()).toEqual(["events.jsonl", "run.json"]);
    const run = openRun(other);
    run.appendEvent({ type: "step" });
    run.close();
  });

  it("keeps its name where the other is taken, even by an empty folder", () => {
    mkdirSync(join(dir, "..", "other"));
    expect(() => renameRun(dir, "other")).toThrow(expect.objectContaining({ code: "E_RUN" }));
    expect(readdirSync(dir).sort()).toEqual(["events.jsonl", "run.json"]);
  });

  it("is removed, and what is not its own stays", () => {
    removeRun(dir);
    expect(existsSync(dir)).toBe(false);
    createRun(dir, NEW).close();
    writeFileSync(join(dir, "mine.txt"), "");
    removeRun(dir);
    expect(readdirSync(dir)).toEqual(["mine.txt"]);
  });

  it("has notes until they are empty", () => {
    writeRunNotes(dir, "größer");
    expect(readFileSync(join(dir, NOTES), "utf8")).toBe("größer");
    writeRunNotes(dir, "");
    expect(existsSync(join(dir, NOTES))).toBe(false);
  });
});

describe("a run that a process holds", () => {
  it("is known to be in use and is left alone", () => {
    const run = openRun(dir);
    expect(isRunInUse(dir)).toBe(true);
    const before = readdirSync(dir);
    for (const act of [() => renameRun(dir, "other"), () => removeRun(dir), () => writeRunNotes(dir, "x")])
      expect(act).toThrow(expect.objectContaining({ code: "E_RUN" }));
    expect(readdirSync(dir)).toEqual(before);
    run.close();
    expect(isRunInUse(dir)).toBe(false);
  });

  it("is free when that process has died; to look changes nothing", () => {
    const claim = `lock.4194305.1.${encodeURIComponent(hostname())}`;
    writeFileSync(join(dir, claim), "");
    expect(isRunInUse(dir)).toBe(false);
    expect(readdirSync(dir)).toContain(claim);
  });
});

it("that is none is refused", () => {
  for (const act of [
    () => renameRun(scratch, "x"),
    () => removeRun(scratch),
    () => writeRunNotes(scratch, "x"),
  ])
    expect(act).toThrow(expect.objectContaining({ code: "E_RUN" }));
});
