import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { packedKernels } from "../src/kernels/wasm/generated/bytes.js";
import { bundle } from "./support/bundle.js";

/** In bytes, as a server sends it. */
const MOST = 25 * 1024;

it("trains a multilayer perceptron in a browser with at most 25 KiB", async () => {
  const code = await bundle("size-entry", { minify: true, platform: "browser", whole: false });
  const packed = gzipSync(code, { level: 9 }).length;
  const kernels = gzipSync(packedKernels, { level: 9 }).length;
  console.log(
    `MLP training, minified: ${code.length} bytes, gzipped: ${packed}; of that the kernels: ${kernels}`,
  );
  expect(packed).toBeLessThanOrEqual(MOST);
});
