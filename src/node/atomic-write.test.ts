import type * as fs from "node:fs";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { removeTemporaries, writeAtomically } from "./atomic-write.js";

/** The one function of `node:fs` that fails now, and how. */
const broken = vi.hoisted(() => ({ name: "", code: "" }));

vi.mock("node:fs", async (original) => {
  const real = await original<typeof fs>();
  const wrap =
    <A extends unknown[], R>(name: string, call: (...args: A) => R) =>
    (...args: A): R => {
      if (broken.name !== name) return call(...args);
      throw Object.assign(new Error(`${broken.code}: injected`), { code: broken.code });
    };
  return {
    ...real,
    openSync: wrap("openSync", real.openSync),
    writeFileSync: wrap("writeFileSync", real.writeFileSync),
    fsyncSync: wrap("fsyncSync", real.fsyncSync),
    renameSync: wrap("renameSync", real.renameSync),
  };
});

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "chainrule-"));
  path = join(dir, "model.safetensors");
});
afterEach(() => {
  broken.name = "";
  rmSync(dir, { recursive: true });
});

it("writes a new file, and replaces one", () => {
  writeAtomically(path, Uint8Array.of(1, 2, 3));
  expect([...readFileSync(path)]).toEqual([1, 2, 3]);
  writeAtomically(path, Uint8Array.of(4));
  expect([...readFileSync(path)]).toEqual([4]);
  writeAtomically(path, new Uint8Array(0));
  expect(readdirSync(dir)).toEqual(["model.safetensors"]);
});

it.each([
  ["openSync", "EACCES", "rights"],
  ["openSync", "EROFS", "rights"],
  ["writeFileSync", "ENOSPC", "Free some space"],
  ["writeFileSync", "EDQUOT", "Free some space"],
  ["fsyncSync", "EIO", "Check the path and the disk"],
  ["renameSync", "EPERM", "rights"],
])("leaves everything as it was when %s says %s", (name, code, remedy) => {
  writeFileSync(path, "before");
  Object.assign(broken, { name, code });
  expect(() => writeAtomically(path, new Uint8Array(9))).toThrow(
    expect.objectContaining({
      code: "E_IO",
      where: path,
      expected: "to write 9 bytes",
      got: `${code}: injected`,
      remedy: expect.stringContaining(remedy),
    }),
  );
  expect(readdirSync(dir)).toEqual(["model.safetensors"]);
  expect(readFileSync(path, "utf8")).toBe("before");
});

it("says so when the folder is missing, or the name is a folder's", () => {
  expect(() => writeAtomically(join(dir, "none", "x"), new Uint8Array(1))).toThrow(/Create its folder first/);
  mkdirSync(path);
  expect(() => writeAtomically(path, new Uint8Array(1))).toThrow(/this one is a folder/);
  expect(readdirSync(dir)).toEqual(["model.safetensors"]);
});

it("removes what killed writers left, and nothing else", () => {
  const kept = [".model.safetensors.tmp", ".x.0123.tmp", "model.0123456789abcdef.tmp", "run.json"];
  for (const name of [...kept, ".model.safetensors.0123456789abcdef.tmp"]) writeFileSync(join(dir, name), "");
  removeTemporaries(dir);
  expect(readdirSync(dir).sort()).toEqual(kept);
});
