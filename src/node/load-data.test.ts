import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fullMnist } from "../../test/full-mnist.js";
import { IDX_FILES } from "./idx-folder.js";
import { loadData } from "./load-data.js";

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "chainrule-data-"));
});
afterAll(() => rm(scratch, { recursive: true }));

describe("loadData", () => {
  it("loads mnist-10k by name, with a digest and the image's size", async () => {
    const data = await loadData("mnist-10k");
    expect(data.name).toBe("mnist-10k");
    expect(data.image).toEqual({ width: 28, height: 28, channels: 1 });
    expect(data.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("names the nearest known name", async () => {
    await expect(loadData("mnist10k")).rejects.toMatchObject({
      code: "E_FIELD",
      remedy: 'Did you mean "mnist-10k"?',
    });
  });

  it("splits iris by the seed: the spec's own, or the one given", async () => {
    const data = await loadData("iris", { seed: 3 });
    expect([data.train.size, data.test?.size, data.image]).toEqual([100, 50, undefined]);
    expect((await loadData("iris:seed=3")).digest).toBe(data.digest);
    expect((await loadData("iris:seed=3", { seed: 9 })).digest).toBe(data.digest);
    expect((await loadData("iris")).digest).not.toBe(data.digest);
  });

  it("makes synthetic sets, whole or split", async () => {
    const whole = await loadData("moons:n=60,noise=1");
    expect([whole.train.size, whole.test]).toEqual([60, undefined]);
    const parts = await loadData("blobs:n=60,classes=5,test=0.5");
    expect([parts.train.size, parts.test?.size, parts.train.classes?.length]).toEqual([30, 30, 5]);
  });

  it.each([
    ["moons:n=many", 'data "moons".n'],
    ["moons:nose=1", 'data "moons"'],
    ["spiral:noise=0.6", 'data "spiral".noise'],
    ["iris:test=150", "test"],
    ["moons:60", 'data "moons"'],
    ["moons:noise=.1,60", 'data "moons"'],
  ])("refuses %s, naming the place", async (spec, where) => {
    await expect(loadData(spec)).rejects.toMatchObject({ code: "E_FIELD", where });
  });

  it("refuses settings that a source does not have", async () => {
    await expect(loadData("mnist-10k:noise=1")).rejects.toMatchObject({ code: "E_FIELD" });
  });

  it.skipIf(fullMnist === undefined)("loads a folder of IDX files, plain and .gz mixed", async () => {
    for (const file of Object.values(IDX_FILES)) {
      const packed = await readFile(join(fullMnist!, `${file}.gz`));
      if (file.startsWith("t10k")) await writeFile(join(scratch, file), gunzipSync(packed));
      else await writeFile(join(scratch, `${file}.gz`), packed);
    }
    const data = await loadData(scratch);
    expect([data.train.size, data.test?.size]).toEqual([60_000, 10_000]);
    expect((await loadData(fullMnist!)).digest).toBe(data.digest);
  });
});
