import { beforeAll, describe, expect, it, vi } from "vitest";
import { build, dense, relu, sigmoid, weightsDigest } from "../src/index.js";
import { packedKernels } from "../src/kernels/wasm/generated/bytes.js";
import { KernelModule } from "../src/kernels/wasm/module.js";
import { assemble } from "../src/kernels/wasm/threads/crew.js";
import { theTeam } from "../src/kernels/wasm/threads/team.js";
import { chromiumPath } from "./browser.js";
import { bundle, runBundle } from "./support/bundle.js";
import { withPage } from "./support/page.js";
import { threadDigests } from "./support/threads.js";

const LARGE = { input: [784], layers: [dense(128), relu(), dense(10)] };
const SMALL = { input: [784], layers: [dense(30), sigmoid(), dense(20), sigmoid(), dense(10)] };

const expected = threadDigests(1);

describe("the same bits on any number of threads", () => {
  it("whether training goes through or is gone on with", async () => {
    const found = await expected;
    const names = Object.keys(found).filter((name) => `${name}, resumed` in found);
    expect(names).toHaveLength(5);
    for (const name of names) expect(found[`${name}, resumed`], name).toBe(found[name]);
  });

  it.each([2, 3, 4])("%d of them", async (threads) => {
    expect(await threadDigests(threads)).toEqual(await expected);
  });

  it("in a process of its own, which ends when it is done", async () => {
    const program = await bundle("threads-program", { platform: "node" });
    const { digests, large } = JSON.parse(await runBundle(program));
    expect(digests).toEqual(new Array(4).fill(await expected));
    expect(large).toBe(await weightsDigest(await build(LARGE, { seed: 1, threads: 1 })));
  });

  it("where a process may not start any", async () => {
    const program = await bundle("threads-program", { platform: "node" });
    const known = process.allowedNodeEnvironmentFlags;
    const permission = known.has("--permission") ? "--permission" : "--experimental-permission";
    const { digests } = JSON.parse(await runBundle(program, [permission, "--allow-fs-read=*"]));
    expect(digests).toEqual(new Array(4).fill(await expected));
  });
});

describe("workers", () => {
  it("take their share", async () => {
    const crew = assemble(3, true)!;
    const module = new KernelModule(packedKernels);
    const alone = await module.start<any>(crew.memory, true);
    const scratch = (thread: number) => 64 + thread * alone.scratchBytes();
    alone.useScratch(scratch(0));
    const own = { rows: 0 };
    const counting = {
      ...alone,
      gemm(...args: number[]) {
        own.rows += args[9];
        alone.gemm(...args);
      },
    };
    const shared = await crew.share(counting, module, crew.splits as any, scratch);
    crew.memory.grow(200);
    const [a, b, c, size] = [4 << 20, 6 << 20, 8 << 20, 512];
    // a machine under load may leave the others no time for once, but not always
    let calls = 0;
    for (; own.rows === calls * size && calls < 1000; calls++)
      shared.gemm(a, size, 1, b, size, 1, 0, c, size, size, size, size, -1, 0, 0);
    expect(own.rows).toBeLessThan(calls * size);
  });

  it("are hired only for models that are large enough for them, and not more than were asked for", async () => {
    const add = vi.spyOn(theTeam(), "add");
    await build(SMALL);
    await build(SMALL, { threads: 4, batchSize: 20 });
    await build(LARGE, { threads: 1 });
    await build(LARGE, { threads: 4, batchSize: 10 });
    expect(add).not.toHaveBeenCalled();
    await build(SMALL, { threads: 2, batchSize: 1000 });
    await build(LARGE, { threads: 3 });
    expect(add.mock.calls.map(([threads]) => threads)).toEqual([2, 3]);
    add.mockRestore();
  });

  it("let go of the memory of models that are gone", async () => {
    const program = await bundle("many-models-program", { platform: "node" });
    const { models, mebibytes } = JSON.parse(await runBundle(program));
    expect(models).toBe(100);
    expect(mebibytes).toBeLessThan(500);
  });
});

describe.skipIf(chromiumPath === undefined)("a page", () => {
  interface Page {
    threadDigests(threads: number): Promise<Record<string, string>>;
    largeModel(threads?: number): Promise<string>;
    workersMade(): number;
  }
  const ISOLATED = {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  };
  const results = async (headers: Record<string, string>) =>
    withPage(
      await bundle("threads-page", { platform: "browser" }),
      (page) =>
        page.evaluate(async () => {
          const { threadDigests, largeModel, workersMade } = globalThis as unknown as Page;
          const [one, many] = [await largeModel(1), await largeModel(3)];
          return { one, many, workers: workersMade(), digests: await threadDigests(3) };
        }),
      headers,
    );
  let node: { large: string };
  beforeAll(async () => {
    const { largeModel } = await import("./support/large-model.js");
    node = { large: await largeModel(1) };
  });

  it("that is cross-origin isolated has threads, and the same bits", async () => {
    const { one, many, workers, digests } = await results(ISOLATED);
    expect(workers).toBe(2);
    expect([one, many]).toEqual([node.large, node.large]);
    expect(digests).toEqual(await expected);
  });

  it("that is not, has one, without a word", async () => {
    const { one, many, workers, digests } = await results({});
    expect(workers).toBe(0);
    expect([one, many]).toEqual([node.large, node.large]);
    expect(digests).toEqual(await expected);
  });

  it("whose policy forbids workers has one", async () => {
    const { many, digests } = await results({ ...ISOLATED, "content-security-policy": "worker-src 'none'" });
    expect(many).toBe(node.large);
    expect(digests).toEqual(await expected);
  });
});
