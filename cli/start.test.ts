import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "chainrule";
import { beforeEach, describe, expect, it } from "vitest";
import { jsonOf, runCli, startCli, temporaryFolder } from "./testing/cli.js";

const root = temporaryFolder();
let folder: string;
let tests = 0;

const net = (units: number) => ({
  input: [2],
  layers: [{ kind: "dense", units: 8 }, "tanh", { kind: "dense", units }],
});
const common = {
  loss: "softmaxCrossEntropy",
  batchSize: 10,
  optimizer: { kind: "adam", learningRate: 0.01 },
};
const base = { ...common, data: "blobs:n=90,classes=3,test=30", model: net(3), epochs: 3, seed: 5 };
const top = {
  ...common,
  data: "blobs:n=90,classes=4,test=30",
  model: net(4),
  epochs: 3,
  start: { from: "base.json", layers: ["0.dense"] },
  freeze: ["0.dense"],
};

const write = (name: string, recipe: object) => writeFileSync(join(folder, name), JSON.stringify(recipe));
const runs = () => (existsSync(join(folder, "runs")) ? readdirSync(join(folder, "runs")).sort() : []);
const digestOf = (...args: string[]): string => jsonOf(folder, ["train", ...args]).weightsDigest;
const firstLayer = async (run: string) => {
  const model = await load(readFileSync(join(folder, run, "model.safetensors")));
  return [...model.parameters[0].value, ...model.parameters[1].value];
};

beforeEach(() => {
  tests += 1;
  folder = join(root, String(tests));
  mkdirSync(folder);
  write("base.json", base);
  write("top.json", top);
});

describe("a recipe that starts from another", () => {
  it("trains that first, in a run of its own, and takes the layers over", async () => {
    const { status, stdout, stderr } = runCli(folder, ["train", "top.json", "--json"]);
    expect(status).toBe(0);
    expect(runs()).toEqual(["base", "top"]);
    expect(stderr).toMatch(/top starts from base\.json, which is trained first/);
    expect(stderr.match(/^epoch 3\/3/gm)).toHaveLength(2);
    expect(stderr).toMatch(/from 0\.dense of runs\/base\/model\.safetensors$/m);
    expect(stderr).toMatch(/60 parameters, 24 frozen/);
    const before = jsonOf(folder, ["inspect", "runs/base"]);
    const start = {
      from: "base.json",
      model: join(folder, "runs/base/model.safetensors"),
      weightsDigest: before.weightsDigest,
    };
    expect(JSON.parse(stdout)).toMatchObject({ run: join(folder, "runs/top"), start });
    expect(before.seed).toBe(5);
    expect(JSON.parse(readFileSync(join(folder, "runs/top/run.json"), "utf8")).start).toEqual({
      model: start.model,
      digest: start.weightsDigest,
    });
    expect(await firstLayer("runs/top")).toEqual(await firstLayer("runs/base"));
  });

  it("comes to the same weights when that is trained already, whichever way it is named", () => {
    const digest = digestOf("top.json");
    const again = runCli(folder, ["train", "top.json", "--json"]);
    expect(JSON.parse(again.stdout).weightsDigest).toBe(digest);
    expect(again.stderr).toMatch(/runs\/base\/model\.safetensors, trained before$/m);
    expect(digestOf("top.json", "--set", "start.from=runs/base")).toBe(digest);
    expect(digestOf("top.json", "--set", "start.from=runs/base/model.safetensors")).toBe(digest);
    expect(runs()).toEqual(["base", "top", "top-2", "top-3", "top-4"]);
    expect(digestOf("top.json", "--set", 'start.layers=["0.dense.W"]')).not.toBe(digest);
    expect(digestOf("top.json", "--set", "start=null", "--set", "freeze=null")).not.toBe(digest);
  });

  it("builds only on a run that is done, whole and of the very same recipe", () => {
    const digest = digestOf("top.json");
    const changed = (file: string, from: string | RegExp, to: string) => {
      const path = join(folder, file);
      const text = readFileSync(path, "utf8");
      expect(text).toMatch(from);
      writeFileSync(path, text.replace(from, to));
    };
    changed("runs/base/events.jsonl", '"reason":"done"', '"reason":"stopped"');
    expect(digestOf("top.json")).toBe(digest);
    expect(runs()).toContain("base-2");
    changed("runs/base-2/run.json", /"version": ".*"/, '"version": "0.0.1"');
    expect(digestOf("top.json")).toBe(digest);
    expect(runs()).toContain("base-3");
    rmSync(join(folder, "runs/base-3/model.safetensors"));
    writeFileSync(join(folder, "runs/base/run.json"), "{");
    expect(digestOf("top.json")).toBe(digest);
    expect(runs()).toContain("base-4");
    write("base.json", { ...base, seed: 6 });
    expect(digestOf("top.json")).not.toBe(digest);
    expect(runs()).toContain("base-5");
    expect(runs()).not.toContain("base-6");
  });

  it("may be the last of three", () => {
    write("last.json", { ...top, seed: 3, start: { from: "top.json", layers: ["*"] }, freeze: [] });
    const digest = digestOf("last.json");
    expect(runs()).toEqual(["base", "last", "top"]);
    expect(digestOf("last.json")).toBe(digest);
    expect(runs()).toEqual(["base", "last", "last-2", "top"]);
    write("base.json", { ...base, seed: 6 }); // then neither run above it is of use
    expect(digestOf("last.json")).not.toBe(digest);
    expect(runs()).toEqual(["base", "base-2", "last", "last-2", "last-3", "top", "top-2"]);
  });
});

describe("broken off", () => {
  const LONG = ["--epochs", "3000"];

  it("while the first is trained, it leaves that to go on with, and comes to the same weights", async () => {
    write("base.json", { ...base, epochs: 3000 });
    const run = startCli(folder, ["train", "top.json", "--json"]);
    await run.said(/^epoch/m);
    run.child.kill("SIGINT");
    const { status, stdout } = await run.ended;
    expect(status).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ status: "stopped", run: join(folder, "runs/base") });
    expect(runs()).toEqual(["base"]);
    jsonOf(folder, ["train", "--resume", "runs/base"]);
    const digest = digestOf("top.json");
    expect(runs()).toEqual(["base", "top"]);
    rmSync(join(folder, "runs/base"), { recursive: true });
    expect(digestOf("top.json")).toBe(digest);
  });

  it("goes on from its checkpoint without what it started from", async () => {
    const digest = digestOf("top.json", ...LONG, "--out", "whole");
    const run = startCli(folder, ["train", "top.json", ...LONG, "--out", "stopped"]);
    await run.said(/epoch +\d+\/3000/);
    run.child.kill("SIGINT");
    expect((await run.ended).status).toBe(130);
    rmSync(join(folder, "runs/base"), { recursive: true });
    expect(jsonOf(folder, ["train", "--resume", "stopped"])).toMatchObject({
      status: "done",
      weightsDigest: digest,
      start: { from: join(folder, "base.json"), model: join(folder, "runs/base/model.safetensors") },
    });
  });

  it("before its first checkpoint, starts from the same model again, and from no other", () => {
    const digest = digestOf("top.json", "--out", "run");
    const forget = () => rmSync(join(folder, "run/checkpoint.safetensors"));
    forget();
    expect(digestOf("--resume", "run")).toBe(digest);
    forget();
    writeFileSync(
      join(folder, "runs/base/model.safetensors"),
      readFileSync(join(folder, "run/model.safetensors")),
    );
    const { status, stderr } = runCli(folder, ["train", "--resume", "run"]);
    expect([status, stderr]).toEqual([3, expect.stringMatching(/E_RUN.*start of .*SHA-256.*SHA-256/s)]);
  });

  it("is the run of its recipe, and of no other start", () => {
    digestOf("top.json", "--out", "run");
    expect(runCli(folder, ["train", "top.json", "--resume", "run"]).status).toBe(0);
    write("top.json", { ...top, start: { ...top.start, layers: ["*.W"] } });
    const { status, stderr } = runCli(folder, ["train", "top.json", "--resume", "run"]);
    expect([status, stderr]).toEqual([3, expect.stringContaining("another start")]);
  });
});

describe("is refused before anything is written", () => {
  it.each([
    ["a name that nothing has", ["start.from=bas.json"], 2, /start\.from.*There are the recipes/s],
    ["nearly the name of a recipe", ["start.from=digit"], 2, /Did you mean "digits"\?/],
    ["a file that is no model", ["start.from=notes.txt"], 3, /E_FORMAT/],
    ["a pattern that means nothing", ['start.layers=["5"]'], 2, /E_FIELD {2}layers/],
    ["a head of another size", ['start.layers=["*"]'], 3, /E_SHAPE {2}layer 2 "dense"/],
    ["no layers", ["start.layers=[]"], 2, /start\.layers/],
    ["itself", ["start.from=circle.json"], 2, /circle\.json from .*circle\.json/],
    ["a recipe with a mistake", ["start.from=bad.json"], 3, /bad\.json/],
  ])("%s", (_, settings, code, message) => {
    write("circle.json", { ...top, start: { ...top.start, from: "circle.json" } });
    write("bad.json", { ...base, epochs: 0 });
    writeFileSync(join(folder, "notes.txt"), "not a model, but long enough");
    const { status, stderr } = runCli(folder, [
      "train",
      "top.json",
      ...settings.flatMap((setting) => ["--set", setting]),
    ]);
    expect(stderr).toMatch(message);
    expect(status).toBe(code);
    if (code !== 0) expect(runs()).toEqual([]);
  });

  it("a folder that holds something", () => {
    mkdirSync(join(folder, "out"));
    writeFileSync(join(folder, "out", "mine.txt"), "");
    const { status, stderr } = runCli(folder, ["train", "top.json", "--out", "out"]);
    expect([status, stderr]).toEqual([3, expect.stringContaining("E_RUN")]);
    expect(runs()).toEqual([]);
  });

  it("cross-validation, which would not start where the recipe says", () => {
    const { status, stderr } = runCli(folder, ["crossvalidate", "top.json"]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("--set start=null")]);
    expect(runCli(folder, ["crossvalidate", "top.json", "--set", "start=null"]).status).toBe(0);
  });
});
