import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fullMnist } from "../../test/full-mnist.js";
import { builtInData } from "../data/sources.js";
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
    "spiral:n=100,features=x1+x2+x1^2+sinx1,test=0.5",
    "bumps:noise=0.1,train=50,seed=4",
    "curve:f=bell",
    "iris",
  ])("gives what builtInData does, which needs no Node: %s", async (spec) => {
    const { train, test } = await loadData(spec, { seed: 7 });
    expect(builtInData(spec, { seed: 7 })).toEqual(test ? { train, test } : { train });
  });

  it("keeps some classes of either part, numbered anew, and draws some samples to train with", async () => {
    const all = await loadData("mnist-10k:classes=5-9");
    expect([all.train.classes, all.test?.classes]).toEqual(Array(2).fill(["5", "6", "7", "8", "9"]));
    expect(new Set(all.test?.targets)).toEqual(new Set([0, 1, 2, 3, 4]));
    const few = await loadData("mnist-10k:classes=5-9,train=50");
    expect([few.train.size, few.test]).toEqual([50, all.test]);
    for (const label of few.train.classes!.keys())
      expect(few.train.targets.filter((target) => target === label).length).toBeGreaterThan(7);
    const digests = await Promise.all(
      ["", ",seed=1", ",seed=2"].map((seed) => loadData(`mnist-10k:classes=5-9,train=50${seed}`)),
    );
    expect(digests.map(({ digest }) => digest === few.digest)).toEqual([true, true, false]);
    expect((await loadData("mnist-10k:classes=5-9,train=50", { seed: 2 })).digest).toBe(digests[2].digest);
  });

  it("keeps classes first, then back for testing, then draws", async () => {
    const { train, test } = await loadData("iris:classes=setosa+virginica,test=30,train=20");
    expect([train.size, test?.size, train.classes]).toEqual([20, 30, ["setosa", "virginica"]]);
    const moons = await loadData("moons:n=60,classes=inner,train=10");
    expect([moons.train.size, moons.train.classes, moons.test]).toEqual([10, ["inner"], undefined]);
  });

  it("lets classes of blobs mean how many", async () => {
    expect((await loadData("blobs:classes=5,train=20")).train).toMatchObject({
      size: 20,
      classes: { length: 5 },
    });
  });

  it.each([
    ["mnist-10k:classes=5-10", { code: "E_FIELD", where: "classes", got: '"5-10"' }],
    ["mnist-10k:classes=7,train=0", { code: "E_FIELD", where: 'data "mnist-10k".train' }],
    ["mnist-10k:classes=5-9,train=5000", { code: "E_FIELD", where: "train" }],
    ["iris:classes=rose", { code: "E_FIELD", where: "classes" }],
    ["mnist-10k:test=100", { code: "E_FIELD", where: 'data "mnist-10k"' }],
  ])("refuses %s", async (spec, error) => {
    await expect(loadData(spec)).rejects.toMatchObject(error);
  });

  it.each([
    ["moons:n=many", 'data "moons".n'],
    ["moons:nose=1", 'data "moons"'],
    ["spiral:features=x1+x3", 'data "spiral".features'],
    ["curve:features=x1", 'data "curve"'],
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
