import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fullMnist } from "../../test/full-mnist.js";
import { IDX_FILES } from "./idx-folder.js";
import { hasMnist, loadMnist, readMnistFile } from "./mnist.js";

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "chainrule-mnist-"));
});
afterAll(() => rm(scratch, { recursive: true }));

const cacheEnv = (name: string) => ({ XDG_CACHE_HOME: join(scratch, name) });
const noNetwork = () =>
  Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ENOTFOUND" }) }));

describe("mnist without a network", () => {
  it("says what to do", async () => {
    await expect(loadMnist({ env: cacheEnv("none"), fetch: noNetwork })).rejects.toMatchObject({
      code: "E_IO",
      got: expect.stringContaining("ENOTFOUND"),
      remedy: expect.stringContaining("CHAINRULE_DATA"),
    });
  });

  it("is known not to be there, and no single file is fetched", async () => {
    for (const env of [cacheEnv("none"), { CHAINRULE_DATA: join(scratch, "none") }]) {
      expect(hasMnist({ env })).toBe(false);
      await expect(readMnistFile(IDX_FILES.testLabels, { env })).rejects.toMatchObject({ code: "E_DATA" });
    }
  });

  it.each([
    ["a page that says no", () => new Response("no", { status: 403 }), "403"],
    ["a login page", () => new Response("<html>please log in</html>"), "damaged"],
    ["other data", () => new Response(gzipSync(Buffer.from("other"))), "SHA-256"],
    ["a flood", () => new Response(new Uint8Array(2 ** 24 + 1)), "more than"],
    ["a bomb", () => new Response(gzipSync(new Uint8Array(2 ** 26))), "more than that"],
  ])("takes nothing from a mirror with %s", async (_, respond, reason) => {
    const env = cacheEnv("refused");
    await expect(loadMnist({ env, fetch: async () => respond() })).rejects.toMatchObject({
      code: "E_IO",
      got: expect.stringContaining(reason),
    });
    await expect(readdir(join(env.XDG_CACHE_HOME, "chainrule", "mnist"))).rejects.toThrow("ENOENT");
  });

  it.skipIf(fullMnist === undefined)("says so when the cache cannot be written", async () => {
    const file = join(scratch, "a-file");
    await writeFile(file, "");
    const fetch = async (url: string) =>
      new Response(await readFile(join(fullMnist!, url.split("/").at(-1)!)));
    await expect(loadMnist({ env: { XDG_CACHE_HOME: file }, fetch })).rejects.toMatchObject({
      code: "E_IO",
      where: expect.stringContaining(file),
    });
  });

  it("refuses a folder that lacks a file or has other bytes in it", async () => {
    const folder = join(scratch, "wrong");
    await mkdir(folder);
    const load = () => loadMnist({ env: { CHAINRULE_DATA: folder }, fetch: noNetwork });
    await expect(load()).rejects.toMatchObject({ code: "E_DATA", where: folder });
    for (const file of Object.values(IDX_FILES)) await writeFile(join(folder, file), "other");
    await expect(load()).rejects.toMatchObject({
      code: "E_DATA",
      expected: expect.stringContaining("SHA-256"),
    });
  });
});

describe.skipIf(fullMnist === undefined)("the real mnist", () => {
  const serve = (asked: string[]) => async (url: string) => {
    asked.push(url);
    return new Response(await readFile(join(fullMnist!, `${url.split("/").at(-1)}`)));
  };

  it("comes from CHAINRULE_DATA", async () => {
    const env = { CHAINRULE_DATA: fullMnist };
    const { train, test } = await loadMnist({ env, fetch: noNetwork });
    expect(hasMnist({ env })).toBe(true);
    expect(await readMnistFile(IDX_FILES.testLabels, { env })).toHaveLength(10_008);
    expect(train).toMatchObject({ size: 60_000, shape: [1, 28, 28] });
    expect(test.size).toBe(10_000);
    expect([...train.targets.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
  });

  it("is downloaded once, then taken from the cache", async () => {
    const env = cacheEnv("fresh");
    const asked: string[] = [];
    await loadMnist({ env, fetch: serve(asked) });
    expect(asked).toHaveLength(4);
    const cached = join(env.XDG_CACHE_HOME, "chainrule", "mnist");
    expect((await readdir(cached)).sort()).toEqual(
      Object.values(IDX_FILES)
        .map((name) => `${name}.gz`)
        .sort(),
    );
    const { test } = await loadMnist({ env, fetch: noNetwork });
    expect(test.size).toBe(10_000);
    expect(hasMnist({ env })).toBe(true);
    expect(await readMnistFile(IDX_FILES.testLabels, { env })).toHaveLength(10_008);
  });

  it("asks the second mirror when the first fails, and again for a damaged file", async () => {
    const env = cacheEnv("damaged");
    const cached = join(env.XDG_CACHE_HOME, "chainrule", "mnist");
    await mkdir(cached, { recursive: true });
    const [damaged, ...intact] = Object.values(IDX_FILES).map((name) => `${name}.gz`);
    for (const name of intact) await symlink(join(fullMnist!, name), join(cached, name));
    await writeFile(join(cached, damaged), (await readFile(join(fullMnist!, damaged))).subarray(0, 1000));
    const asked: string[] = [];
    const second = serve(asked);
    const fetch = (url: string) => (url.includes("googleapis") ? noNetwork() : second(url));
    expect((await loadMnist({ env, fetch })).train.size).toBe(60_000);
    expect(asked).toEqual([`https://ossci-datasets.s3.amazonaws.com/mnist/${damaged}`]);
  });
});
