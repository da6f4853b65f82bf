import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { kernelBytes } from "../src/kernels/wasm/generated/bytes.js";
import { bundle } from "./support/bundle.js";

/** In bytes, as a server sends it. */
const MOST = 25 * 1024;

it("trains a multilayer perceptron in a browser with at most 25 KiB", async () => {
  const code = await bundle("size-entry", { minify: true, platform: "browser" });
  const packed = gzipSync(code, { level: 9 }).length;
  const kernels = gzipSync(kernelBytes, { level: 9 }).length;
  const wasm = (kernelBytes.length * 3) / 4;
  console.log(
    `MLP training, minified: ${code.length} bytes, gzipped: ${packed}; of that the kernels: ${kernels} (${wasm} of WebAssembly)`,
  );
  expect(packed).toBeLessThanOrEqual(MOST);
});
