// Compiles the kernels and writes their bytes into a module, so that no bundler has to find a .wasm file. They are packed
// before they are written as text: packed afterwards, text in base 64 stays half as large again.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import * as zopfli from "@gfx/zopfli";
import asc from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));
const output = `${root}src/kernels/wasm/generated/bytes.ts`;

let binary;
const { error, stderr } = await asc.main(
  [
    "assembly/index.ts",
    "--outFile",
    "kernels.wasm",
    "--baseDir",
    root,
    "--optimizeLevel",
    "3",
    "--shrinkLevel",
    "1",
    "--converge",
    "--noAssert",
    "--uncheckedBehavior",
    "always",
    "--runtime",
    "stub",
    "--enable",
    "simd",
    "--enable",
    "bulk-memory",
    "--importMemory",
    "--zeroFilledMemory",
    "--noExportMemory",
  ],
  {
    writeFile: (name, contents) => {
      if (name.endsWith(".wasm")) binary = contents;
    },
  },
);
if (error || !binary) {
  console.error(stderr.toString());
  process.exit(1);
}
const packed = Buffer.from(await zopfli.deflateAsync(binary, {}));
mkdirSync(dirname(output), { recursive: true });
writeFileSync(
  output,
  `// Made by scripts/build-kernels.mjs from assembly/; do not edit. WebAssembly, deflated, in base 64.\nexport const packedKernels =\n  "${packed.toString("base64")}";\n`,
);
console.log(`kernels: ${binary.length} bytes of WebAssembly, ${packed.length} packed`);
