import { createHash } from "node:crypto";
import { afterEach, expect, it, vi } from "vitest";
import { sha256Hex } from "./digest.js";

afterEach(() => {
  vi.unstubAllGlobals();
});

it("gives the digests of FIPS 180-4", async () => {
  const abc = new TextEncoder().encode("abc");
  expect(await sha256Hex(abc)).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(await sha256Hex([])).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

it("takes pieces as one text, parts of a buffer as themselves, and memory that threads share", async () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
  const expected = createHash("sha256").update(bytes.subarray(3, 900)).digest("hex");
  expect(await sha256Hex(bytes.subarray(3, 900))).toBe(expected);
  expect(await sha256Hex([bytes.subarray(3, 7), bytes.subarray(7, 7), bytes.subarray(7, 900)])).toBe(
    expected,
  );
  const shared = new Uint8Array(new SharedArrayBuffer(1000));
  shared.set(bytes);
  expect(await sha256Hex(shared.subarray(3, 900))).toBe(expected);
});

it("says what to do where the browser has no Web Crypto", async () => {
  vi.stubGlobal("crypto", {});
  await expect(sha256Hex(new Uint8Array(1))).rejects.toMatchObject({ code: "E_IO", remedy: /https/ });
});
