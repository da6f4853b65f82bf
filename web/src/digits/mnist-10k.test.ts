import { gunzipSync } from "node:zlib";
import { loadMnist10k } from "chainrule/node";
import { beforeAll, describe, expect, it } from "vitest";
import { packMnist10k } from "../../scripts/mnist-10k.mjs";
import { unpackMnist10k } from "./mnist-10k.ts";

let packed: Uint8Array;
beforeAll(async () => {
  packed = await packMnist10k();
}, 60_000);

describe("the digits that come with the workbench", () => {
  it("take at most 3 MB", () => {
    console.log(`mnist-10k packed: ${packed.length} bytes`);
    expect(packed.length).toBeLessThanOrEqual(3e6);
  });

  it("are mnist-10k as Node has it: the same split, order and bytes", async () => {
    const { train, test } = await unpackMnist10k(packed, "digits");
    const node = await loadMnist10k();
    for (const [ours, theirs] of [
      [train, node.train],
      [test, node.test],
    ]) {
      expect(Buffer.compare(ours.inputs as Uint8Array, theirs.inputs as Uint8Array)).toBe(0);
      expect({ ...ours, inputs: null }).toEqual({ ...theirs, inputs: null });
    }
  });

  it("may come unpacked by the browser already", async () => {
    const { test } = await unpackMnist10k(gunzipSync(packed), "digits");
    expect([test.size, test.targets.length]).toEqual([1000, 1000]);
  });

  it.each([
    ["cut short", () => packed.subarray(0, 10_000)],
    ["empty", () => new Uint8Array(0)],
    ["of another kind", () => new TextEncoder().encode("<!doctype html>")],
    ["with labels that are none", () => Uint8Array.from(gunzipSync(packed)).fill(200, -5)],
  ])("are refused when %s", async (_, bytes) => {
    await expect(unpackMnist10k(bytes(), "digits")).rejects.toMatchObject({ code: "E_FORMAT" });
  });
});
