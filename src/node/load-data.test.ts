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
