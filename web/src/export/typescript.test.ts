import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  augmentation,
  build,
  optimizerFrom,
  parseRecipe,
  type Recipe,
  train,
  weightsDigest,
} from "chainrule";
import { loadData } from "chainrule/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { typescriptOf } from "./typescript.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

const spiral = {
  data: "spiral:n=120,noise=0.05,features=x1+x2+sinx1,test=0.5",
  model: {
    input: [3],
    layers: [
      { kind: "dense", units: 6, weightInit: "he", l2: 0.001 },
      { kind: "tanh" },
      { kind: "batchNorm" },
      {
        kind: "residual",
        layers: [
          { kind: "dense", units: 6 },
          { kind: "leakyRelu", slope: 0.2 },
        ],
      },
      { kind: "dropout", rate: 0.1 },
      { kind: "dense", units: 1 },
    ],
  },
  loss: "binaryCrossEntropy",
  optimizer: { kind: "adam", learningRate: 0.01 },
  epochs: 3,
  batchSize: 10,
  seed: 7,
};
const digits = {
  data: "mnist-10k:train=60",
  model: {
    input: [1, 28, 28],
    layers: [
      { kind: "conv2d", filters: 2, kernel: [5, 3], stride: 3, padding: 1, bias: false },
      { kind: "gelu" },
      { kind: "maxPool2d", size: 2, stride: 1 },
      { kind: "flatten" },
      { kind: "layerNorm" },
      { kind: "dense", units: 10, biasInit: { kind: "constant", value: 0.1 } },
    ],
  },
  loss: { kind: "softmaxCrossEntropy", labelSmoothing: 0.1 },
  optimizer: { kind: "sgd", learningRate: { kind: "cosine", initial: 0.1 }, weightDecay: 0.001 },
  epochs: 2,
  batchSize: 20,
  shuffle: false,
  clipNorm: 1,
  augment: ["rotate"],
  freeze: ["0.*"],
  preprocessing: "mnist-digit",
};

/** What the command line does with a recipe. */
async function trained(recipe: Recipe): Promise<string> {
  const data = await loadData(recipe.data, { seed: recipe.seed });
  const model = await build(recipe.model, { seed: recipe.seed });
  if (recipe.freeze) model.freeze(recipe.freeze);
  const { augment, ...options } = { ...recipe, optimizer: optimizerFrom(recipe.optimizer) };
  const { clipNorm, clipValue, maxNorm, epochs, batchSize, loss, optimizer, shuffle } = options;
  for (const _ of train(model, {
    train: data.train,
    test: data.test,
    loss,
    optimizer,
    epochs,
    batchSize,
    shuffle,
    clipNorm,
    clipValue,
    maxNorm,
    ...(augment.length > 0 && { augment: augmentation(augment) }),
  }));
  return weightsDigest(model);
}

let folder: string;
beforeAll(() => {
  if (!existsSync(join(root, "dist", "src", "index.js"))) throw new Error("Run npm run build first.");
  folder = mkdtempSync(join(tmpdir(), "chainrule-export-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "chainrule"), "junction");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  expect([status, stdout + stderr]).toEqual([0, stdout]);
  return stdout;
};

describe("the TypeScript of a recipe", () => {
  it("compiles strictly, and comes to the same weights as the recipe does", async () => {
    const recipes = { spiral: parseRecipe(spiral, "spiral"), digits: parseRecipe(digits, "digits") };
    for (const [name, recipe] of Object.entries(recipes))
      writeFileSync(join(folder, `${name}.ts`), typescriptOf(recipe));
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          target: "ES2022",
          module: "NodeNext",
          strict: true,
          skipLibCheck: true,
          types: ["node"],
          typeRoots: [join(root, "node_modules", "@types")],
        },
        files: ["spiral.ts", "digits.ts"],
      }),
    );
    run(join(root, "node_modules", "typescript", "bin", "tsc"), "-p", ".");
    for (const [name, recipe] of Object.entries(recipes)) {
      const script = `import { weightsDigest } from "chainrule"; import { model } from "./${name}.js";
        console.log(await weightsDigest(model), model.preprocessing);`;
      writeFileSync(join(folder, "run.mjs"), script);
      const lines = run("run.mjs").trim().split("\n");
      expect(lines.at(-1)).toBe(`${await trained(recipe)} ${recipe.preprocessing}`);
      expect(lines[0]).toMatch(/^1 \d/);
    }
  });

  it("reads well: defaults are left out", () => {
    const text = typescriptOf(parseRecipe(spiral, "spiral"));
    expect(text).toContain('dense(6, { weightInit: "he", l2: 0.001 })');
    expect(text).toContain("residual([dense(6), leakyRelu({ slope: 0.2 })])");
    expect(text).toContain("optimizer: adam({ learningRate: 0.01 })");
    expect(text).toContain("const loss = binaryCrossEntropy();");
    expect(readFileSync(join(folder, "digits.ts"), "utf8")).toContain(
      'optimizerFrom({ kind: "sgd", learningRate: { kind: "cosine", initial: 0.1',
    );
  });

  it("quotes what comes from outside", () => {
    const text = typescriptOf(parseRecipe({ ...spiral, data: 'a"; process.exit(1); //.csv' }, "spiral"));
    expect(text).toContain(String.raw`loadData("a\"; process.exit(1); //.csv"`);
  });
});
