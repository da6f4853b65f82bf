import { execFile, type SpawnSyncReturns, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// The package as a stranger gets it: packed, installed without network or scripts, typed, compiled and run.

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = join(root, "node_modules", "typescript", "bin", "tsc");

/** Every entry is used, and what comes from one is handed to another: two copies of a class would show. */
const PROGRAM = `
import {
  build, ChainruleError, type Dataset, dense, evaluate, gradcheck, load, type Model, sgd, softmaxCrossEntropy, tanh, train,
  type TrainEvent, weightsDigest,
} from "chainrule";
import { moons, split } from "chainrule/data";
import { parseSafetensors } from "chainrule/format";
import { createRun, loadData } from "chainrule/node";
import { parseSpace, Study } from "chainrule/tune";

const loss = softmaxCrossEntropy();

function fit(model: Model, data: { train: Dataset; test?: Dataset }, epochs: number): TrainEvent[] {
  const optimizer = sgd({ learningRate: 0.1 });
  return [...train(model, { train: data.train, test: data.test, loss, optimizer, epochs, batchSize: 10 })];
}

export async function main(folder: string) {
  const moonData = split(moons({ n: 300, noise: 0.1 }), { test: 100, seed: 1 });
  const model = await build({ input: [2], layers: [dense(16), tanh(), dense(2)] }, { seed: 1, backend: "wasm" });
  const events = fit(model, moonData, 300);
  const { accuracy, confusion } = evaluate(model, moonData.test, { loss });

  const bytes: Uint8Array = model.save();
  const again = await load(bytes);
  const tensors: string[] = [...parseSafetensors(bytes, "model").tensors.keys()];

  const iris = await loadData("iris");
  const flowers = await build({ input: [4], layers: [dense(20), tanh(), dense(3)] }, { seed: 1 });
  fit(flowers, iris, 30);
  const data = { spec: iris.name, digest: iris.digest };
  const run = createRun(folder, { version: "1", config: {}, seed: 1, data });
  for (const event of events) run.appendEvent(event);
  run.saveModel(flowers.save());
  run.close();

  const space = parseSpace({ x: { kind: "float", low: -1, high: 1 } }, "space");
  const [sampler, pruner] = [{ kind: "tpe" }, { kind: "none" }];
  const study = new Study({ space, goals: ["minimise"], sampler, pruner, trials: 40, seed: 1 });
  for (let trial = study.ask(); trial !== undefined; trial = study.ask())
    study.tell(trial.number, { state: "done", objectives: [(trial.values.x as number) ** 2] });

  const errors: unknown[] = [];
  // @ts-expect-error the field is called "input"
  await build({ inputs: [2], layers: [] }).catch((error) => errors.push(error));
  await loadData("irsi").catch((error) => errors.push(error));

  return {
    accuracy,
    confusion,
    tensors,
    last: events[events.length - 1].type,
    same: (await weightsDigest(again)) === (await weightsDigest(model)),
    least: study.best?.objectives?.[0],
    flowers: evaluate(flowers, iris.test ?? iris.train, { loss }).accuracy,
    gradients: (await gradcheck(model.spec)).every(({ relativeError }) => relativeError < 1e-6),
    codes: errors.map((error) => (error instanceof ChainruleError ? error.code : String(error))),
  };
}
`;

let folder: string;
let listed: string[];
const installed = () => join(folder, "node_modules", "chainrule");

/** npm as it came with Node, or as it runs this test. */
const npm = (args: string[], cwd: string): SpawnSyncReturns<string> => {
  const path = process.env.npm_execpath;
  return path?.endsWith(".js")
    ? spawnSync(process.execPath, [path, ...args], { cwd, encoding: "utf8" })
    : spawnSync("npm", args, { cwd, encoding: "utf8", shell: process.platform === "win32" });
};

const done = ({ status, stdout, stderr, error }: SpawnSyncReturns<string>): string => {
  if (status !== 0) throw new Error(`exit code ${status}${error ?? ""}\n${stdout}\n${stderr}`);
  return stdout;
};

beforeAll(() => {
  if (!existsSync(join(root, "dist", "src", "index.js"))) throw new Error("Run npm run build first.");
  folder = mkdtempSync(join(tmpdir(), "chainrule-consumer-"));
  const [packed] = JSON.parse(
    done(npm(["pack", "--json", "--ignore-scripts", "--pack-destination", folder], root)),
  );
  listed = packed.files.map((file: { path: string }) => file.path);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const install = ["install", "--ignore-scripts", "--offline", "--no-audit", "--no-fund"];
  done(npm([...install, join(folder, packed.filename)], folder));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package", () => {
  it("has what it needs and nothing else", () => {
    const strangers = listed.filter(
      (path) =>
        !/^(package\.json|README\.md|README\.zh\.md|LICENSE|recipes\/[^/]+\.json)$/.test(path) &&
        !/^dist\/.+\.(js|d\.ts|html)$/.test(path) &&
        !/^dist\/web\/(api\/session|.+\.(css|svg|png|webmanifest|bin))$/.test(path),
    );
    expect(strangers).toEqual([]);
    expect(listed.filter((path) => /\btest\b|\.map$/.test(path))).toEqual([]);
    expect(listed).toEqual(
      expect.arrayContaining([
        "dist/src/index.js",
        "dist/src/index.d.ts",
        "dist/node/index.js",
        "dist/node/node/index.js",
        "dist/cli/main.js",
        "dist/web/index.html",
        "dist/node/tune/index.js",
        "recipes/recipe.schema.json",
        "recipes/study.schema.json",
        "recipes/digits.json",
        "README.md",
        "README.zh.md",
        "LICENSE",
      ]),
    );
  });

  it("installs alone, and runs nothing while it does", () => {
    const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
    const { dependencies } = JSON.parse(readFileSync(join(installed(), "package.json"), "utf8"));
    expect(Object.keys(lock.packages)).toEqual(["", "node_modules/chainrule"]);
    expect(dependencies).toBeUndefined();
    expect(lock.packages["node_modules/chainrule"].hasInstallScript).toBeUndefined();
  });

  it("has every file that its entries and modules name", () => {
    const missing: string[] = [];
    for (const path of listed.filter((name) => /\.(js|d\.ts)$/.test(name))) {
      const text = readFileSync(join(installed(), path), "utf8");
      if (/^\/\/[#@] sourceMappingURL=/m.test(text)) missing.push(`${path}: a source map`);
      if (/^dist\/(cli|web)\//.test(path)) continue; // bundles hold strings that look like imports; they are run below
      for (const [, target] of text.matchAll(/(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g)) {
        const named = posix.join(dirname(path), target);
        const file = path.endsWith(".d.ts") ? named.replace(/\.js$/, ".d.ts") : named;
        if (!listed.includes(file)) missing.push(`${path}: ${target}`);
      }
    }
    expect(missing).toEqual([]);
  });
});

describe("a TypeScript program", () => {
  // no DOM, no types of Node, and the declarations of the package checked too
  it.each([
    ["NodeNext", "NodeNext"],
    ["ESNext", "bundler"],
  ])("compiles with module %s, resolution %s, and trains from every entry", async (module, resolution) => {
    const name = `consumer-${resolution.toLowerCase()}`;
    writeFileSync(join(folder, `${name}.ts`), PROGRAM);
    const options = {
      compilerOptions: {
        target: "ES2022",
        lib: ["ES2022"],
        types: [],
        module,
        moduleResolution: resolution,
        strict: true,
        skipLibCheck: false,
      },
      files: [`${name}.ts`],
    };
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(options));
    done(spawnSync(process.execPath, [tsc, "-p", `${name}.json`], { cwd: folder, encoding: "utf8" }));

    const script = `import { main } from "./${name}.js"; console.log(JSON.stringify(await main("run-${name}")));`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "--eval", script],
      { cwd: folder },
    );
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({
      last: "run-end",
      same: true,
      gradients: true,
      tensors: ["0.dense.W", "0.dense.b", "2.dense.W", "2.dense.b"],
      codes: ["E_FIELD", "E_FIELD"],
    });
    expect(result.accuracy).toBeGreaterThanOrEqual(0.97);
    expect(result.confusion.flat().reduce((sum: number, n: number) => sum + n)).toBe(100);
    expect(result.least).toBeLessThan(0.01);
    expect(result.flowers).toBeGreaterThanOrEqual(0.9);
    for (const file of ["run.json", "events.jsonl", "model.safetensors"])
      expect(existsSync(join(folder, `run-${name}`, file))).toBe(true);
  });
});

describe("the command line", () => {
  const chainrule = (...args: string[]) => npm(["exec", "--offline", "--", "chainrule", ...args], folder);

  it("says what it can do", () => {
    const help = done(chainrule("--help"));
    for (const command of [
      "train",
      "evaluate",
      "predict",
      "inspect",
      "gradcheck",
      "tune",
      "worker",
      "data",
      "open",
    ])
      expect(help).toMatch(new RegExp(`^\\s+${command}\\b`, "m"));
  });

  it("trains a recipe that comes with the package, into a run folder", () => {
    const report = JSON.parse(
      done(chainrule("train", "iris-sigmoid-20-20", "--epochs", "2", "--seed", "3", "--json")),
    );
    expect(report).toMatchObject({
      epochs: 2,
      parameters: 583,
      weightsDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      train: { loss: expect.any(Number), accuracy: expect.any(Number) },
      test: { loss: expect.any(Number), accuracy: expect.any(Number) },
    });
    for (const path of [report.model, join(report.run, "run.json")])
      expect(existsSync(join(folder, path)) || existsSync(path)).toBe(true);
  });

  it("searches in threads, and says what a queue needs", () => {
    const space = { "optimizer.learningRate": { kind: "logFloat", low: 0.01, high: 1 } };
    const study = {
      recipe: "iris-sigmoid-20-20",
      set: { epochs: 2 },
      space,
      objective: "test.loss",
      trials: 3,
    };
    writeFileSync(join(folder, "study.json"), JSON.stringify(study));
    expect(JSON.parse(done(chainrule("tune", "study.json", "--json"))).trials.done).toBe(3);
    const { status, stderr } = chainrule("worker", "--queue", "redis://localhost");
    expect([status, stderr]).toEqual([3, expect.stringContaining("npm install bullmq ioredis")]);
  });

  it("refuses wrong usage with exit code 2", () => {
    const { status, stderr } = chainrule("train", "no-such-recipe");
    expect([status, stderr]).toEqual([2, expect.stringContaining("no-such-recipe")]);
  });
});
