// Compiles the kernels and writes their bytes into a module, so that no bundler has to find a .wasm file. They are packed
// before they are written as text: packed afterwards, text in base 64 stays half as large again.
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as zopfli from "@gfx/zopfli";
import asc from "assemblyscript/asc";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const output = `${root}src/kernels/wasm/generated`;

async function compile(source) {
  let binary;
  const { error, stderr } = await asc.main(
    [
      source,
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
      "--maximumMemory",
      "65536",
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
  return binary;
}

mkdirSync(output, { recursive: true });
for (const [source, file, name] of [
  ["assembly/index.ts", "bytes.ts", "packedKernels"],
  ["assembly/windows.ts", "window-bytes.ts", "packedWindowKernels"],
]) {
  const binary = await compile(source);
  const packed = Buffer.from(await zopfli.deflateAsync(binary, {}));
  writeFileSync(
    `${output}/${file}`,
    `// Made by scripts/build-kernels.mjs from ${source}; do not edit. WebAssembly, deflated, in base 64.\nexport const ${name} =\n  "${packed.toString("base64")}";\n`,
  );
  console.log(`${source}: ${binary.length} bytes of WebAssembly, ${packed.length} packed`);
}

/** The program of a thread, as a text that it can be started from. */
async function writeWorker() {
  const source = "src/kernels/wasm/threads/worker.ts";
  const build = await rolldown({ input: `${root}${source}`, platform: "neutral", logLevel: "warn" });
  const { output: made } = await build.generate({ format: "iife", minify: true });
  await build.close();
  const [{ code }] = made;
  writeFileSync(
    `${output}/worker.ts`,
    `// Made by scripts/build-kernels.mjs from ${source}; do not edit.\nexport const workerProgram =\n  ${JSON.stringify(code.trim())};\n`,
  );
  console.log(`${source}: ${code.length} characters`);
}

await writeWorker();
