import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { gunzip as gunzipAnywhere } from "../data/gzip.js";
import { gunzip as gunzipInNode } from "./gunzip.js";

const plain = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) >> 3);
const packed = new Uint8Array(gzipSync(plain));

describe.each([
  ["gunzip anywhere", gunzipAnywhere],
  ["gunzip in Node", gunzipInNode],
])("%s", (_, gunzip) => {
  it("unpacks up to exactly the limit", async () => {
    expect(await gunzip(packed, plain.length, "f")).toEqual(plain);
  });

  it.each([
    ["nothing", new Uint8Array(0)],
    ["half a header", packed.subarray(0, 5)],
    ["data cut short", packed.subarray(0, packed.length >> 1)],
    ["a missing checksum", packed.subarray(0, packed.length - 5)],
    ["a wrong checksum", packed.with(packed.length - 6, packed[packed.length - 6] ^ 1)],
    ["junk behind the end", Uint8Array.of(...packed, 1, 2, 3, 4, 5, 6, 7, 8)],
    ["something else", new TextEncoder().encode("<!doctype html>")],
  ])("refuses %s", async (_what, bytes) => {
    await expect(gunzip(bytes, 1e6, "f.gz")).rejects.toMatchObject({ code: "E_FORMAT", where: "f.gz" });
  });

  it("stops at the limit, however much a bomb would unpack to", async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(2 ** 27)));
    await expect(gunzip(bomb, 2 ** 20, "f.gz")).rejects.toMatchObject({
      code: "E_FORMAT",
      got: "more than that",
    });
    await expect(gunzip(packed, plain.length - 1, "f.gz")).rejects.toMatchObject({ code: "E_FORMAT" });
  });
});
