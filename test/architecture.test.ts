import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type Sources, violations } from "./support/architecture.js";

const root = fileURLToPath(new URL("..", import.meta.url));

function readSources(): Sources {
  const sources = new Map<string, string>();
  for (const folder of ["src", "cli", "web", "experiments", "bench", "examples"]) {
    let names: string[] = [];
    try {
      names = readdirSync(`${root}${folder}`, { recursive: true }) as string[];
    } catch {
      continue; // not every folder is there from the start
    }
    for (const name of names) {
      if (!/\.(ts|tsx|js|mjs)$/.test(name) || /(^|\/)(node_modules|dist)\//.test(name)) continue;
      sources.set(`${folder}/${name}`, readFileSync(`${root}${folder}/${name}`, "utf8"));
    }
  }
  return sources;
}

it("has no file that breaks a rule", () => {
  const sources = readSources();
  expect(sources.size).toBeGreaterThan(80);
  expect(violations(sources)).toEqual([]);
});

/** Sources that are made up, each with what must be found in it. */
const faults: readonly [name: string, files: Record<string, string>, found: RegExp][] = [
  [
    "core that imports kernels",
    { "src/core/a.ts": 'import type { K } from "../kernels/spec.js";' },
    /may not import src\/kernels\/spec\.ts/,
  ],
  [
    "a layer with a backend",
    { "src/layers/a.ts": 'import { gemm } from "../kernels/reference/gemm.js";' },
    /may not import src\/kernels\/reference/,
  ],
  [
    "a loss with a backend",
    { "src/losses/a.ts": 'import { wasmBackend } from "../kernels/wasm/index.js";' },
    /may not import src\/kernels\/wasm/,
  ],
  [
    "an optimizer with a backend",
    { "src/optimizers/a.ts": 'export * from "../kernels/wasm/index.js";' },
    /may not import/,
  ],
  [
    "a layer that knows the model",
    { "src/layers/a.ts": 'import type { Model } from "../model/model.js";' },
    /may not import src\/model/,
  ],
  [
    "a model that trains itself",
    { "src/model/a.ts": 'const { train } = await import("../train/train.js");' },
    /may not import src\/train/,
  ],
  [
    "a type taken from above",
    { "src/model/a.ts": 'type T = import("../train/events.js").Score;' },
    /may not import src\/train/,
  ],
  [
    "training that reads files",
    { "src/train/a.ts": 'import { f } from "../node/read-bytes.js";' },
    /may not import src\/node/,
  ],
  [
    "an index that needs Node",
    { "src/index.ts": 'export * from "./node/index.js";' },
    /may not import src\/node/,
  ],
  [
    "data with kernels",
    { "src/data/a.ts": 'import type { K } from "../kernels/spec.js";' },
    /may not import src\/kernels/,
  ],
  ["a path out of src", { "src/core/a.ts": 'import { x } from "../../cli/x.js";' }, /may not import cli/],
  ["a dependency", { "src/format/a.ts": 'import { zip } from "fflate";' }, /imports "fflate"/],
  ["a module of Node's", { "src/data/a.ts": 'import { readFileSync } from "node:fs";' }, /imports "node:fs"/],
  ["an import without .js", { "src/core/a.ts": 'import { x } from "./b";' }, /without "\.js"/],
  ["a folder nobody knows", { "src/misc/a.ts": "export {};" }, /no place/],
  [
    "a cycle of two",
    { "src/core/a.ts": 'import "./b.js";', "src/core/b.ts": 'import "./a.js";' },
    /cycle: src\/core\/a\.ts -> src\/core\/b\.ts -> src\/core\/a\.ts/,
  ],
  [
    "a cycle of three, off the start",
    {
      "src/core/s.ts": 'import "./t.js";',
      "src/core/t.ts": 'import "./u.js";',
      "src/core/u.ts": 'import "./v.js";',
      "src/core/v.ts": 'import "./t.js";',
    },
    /cycle: src\/core\/t\.ts/,
  ],
  ["a file that imports itself", { "src/core/a.ts": 'import "./a.js";' }, /cycle/],
  ["Math.random", { "src/core/a.ts": "export const x = Math.random();" }, /Math\.random/],
  [
    "Math.exp",
    { "src/kernels/reference/a.ts": "export const f = (x: number) => Math.exp(-x);" },
    /Math\.exp/,
  ],
  ["Math.pow", { "src/schedules/a.ts": "export const f = (x: number) => Math.pow(x, 2);" }, /Math\.pow/],
  ["Math.hypot handed on", { "src/core/a.ts": "export const f = [1].map(Math.log1p);" }, /Math\.log1p/],
  ["Math taken apart", { "src/core/a.ts": "const { exp } = Math;" }, /Math as a value/],
  ["Math by a name in brackets", { "src/core/a.ts": 'const f = Math["exp"];' }, /Math as a value/],
  [
    "a power of a variable",
    { "src/schedules/a.ts": "export const f = (g: number, n: number) => g ** n;" },
    /\*\*/,
  ],
  [
    "a power of a constant by a variable",
    { "src/core/a.ts": "export const f = (n: number) => 2 ** (n - 1);" },
    /\*\*/,
  ],
  ["a power in place", { "src/core/a.ts": "let x = 2; x **= 3;" }, /\*\*/],
  ["a clock", { "src/train/a.ts": "export const t = () => Date.now();" }, /uses Date/],
  [
    "another clock",
    { "src/train/a.ts": "export const t = () => globalThis.performance.now();" },
    /uses performance/,
  ],
  ["the page", { "src/data/a.ts": 'document.querySelector("p");' }, /uses document/],
  ["Node's process", { "src/model/a.ts": "if (process.env.X) throw 1;" }, /uses process/],
  ["Node's Buffer", { "src/format/a.ts": "export const b = Buffer.from([1]);" }, /uses Buffer/],
  [
    "globals under another name",
    { "src/train/a.ts": "const { setTimeout: wait } = globalThis;" },
    /globalThis/,
  ],
  ["a download", { "src/data/a.ts": 'await fetch("x");' }, /uses fetch/],
  ["a word on the console", { "src/train/a.ts": "console.log(1);" }, /uses console/],
  ["a long file", { "src/train/a.ts": "export {};\n".repeat(301) }, /301 lines/],
  [
    "a command that reaches in",
    { "cli/commands/a.ts": 'import { x } from "../../src/model/build.js";' },
    /not the library by its name/,
  ],
  [
    "a benchmark that reaches in",
    { "bench/a.mjs": 'import { x } from "../dist/src/index.js";' },
    /not the library by its name/,
  ],
  [
    "an example that reaches in",
    { "examples/a/b.js": 'import { x } from "../../src/index.ts";' },
    /not the library by its name/,
  ],
  [
    "a page that names a file inside",
    { "web/a.ts": 'import { x } from "chainrule/dist/src/model/model.js";' },
    /not the library by its name/,
  ],
];

describe("the rules find", () => {
  it.each(faults)("%s", (_name, files, found) => {
    const all = violations(new Map(Object.entries(files)));
    expect(all.length).toBeGreaterThan(0);
    expect(all.join("\n")).toMatch(found);
  });
});

describe("the rules allow", () => {
  it.each<[string, Record<string, string>]>([
    [
      "every downward import",
      {
        "src/train/a.ts": 'import { build } from "../model/build.js";',
        "src/model/build.ts": 'import "../kernels/wasm/index.js";',
      },
    ],
    [
      "a batch to be gathered by kernels",
      { "src/data/batches.ts": 'import type { K } from "../kernels/spec.js";' },
    ],
    [
      "what IEEE 754 fixes",
      { "src/core/a.ts": "export const x = Math.sqrt(2) + Math.abs(-1) + 2 ** -1074 + 2 ** 10;" },
    ],
    [
      "Node in its own folder",
      { "src/node/a.ts": 'import fs from "node:fs"; export const t = Date.now() + process.pid;' },
    ],
    [
      "the host of threads to ask where it runs",
      { "src/kernels/wasm/threads/host.ts": "const { process } = globalThis; setTimeout(() => {}, 1);" },
    ],
    [
      "properties and parameters of the same name",
      { "src/core/a.ts": "export const f = (window: { self: 1 }) => window.self; class R { document() {} }" },
    ],
    [
      "names in comments and texts",
      { "src/core/a.ts": '// Date, Math.exp\nexport const text = "process.env Math.random";' },
    ],
    [
      "a diamond",
      {
        "src/core/a.ts": 'import "./b.js"; import "./c.js";',
        "src/core/b.ts": 'import "./d.js";',
        "src/core/c.ts": 'import "./d.js";',
        "src/core/d.ts": "",
      },
    ],
    [
      "the library by its name",
      {
        "cli/a.ts": 'import { build } from "chainrule"; import { x } from "chainrule/data"; import "./b.js";',
      },
    ],
    [
      "tests to do as they like",
      { "src/core/a.test.ts": 'import { readFileSync } from "node:fs"; Math.exp(1);' },
    ],
  ])("%s", (_name, files) => {
    expect(violations(new Map(Object.entries(files)))).toEqual([]);
  });
});
