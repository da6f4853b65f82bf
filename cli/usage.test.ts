import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runCli, temporaryFolder } from "./testing/cli.js";
import { VERSION } from "./version.js";

const folder = temporaryFolder();
const run = (...args: string[]) => runCli(folder, args);
const COMMANDS = [
  "train",
  "crossvalidate",
  "evaluate",
  "predict",
  "inspect",
  "gradcheck",
  "experiment",
  "tune",
  "worker",
  "data",
  "open",
];

describe("help", () => {
  it("begins with examples and names every command", () => {
    const { status, stdout } = run("--help");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Examples\n {2}chainrule train digits /);
    for (const command of COMMANDS) {
      expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, "m"));
      const help = run(command, "--help");
      expect([help.status, help.stderr]).toEqual([0, ""]);
      expect(help.stdout).toMatch(/^Examples\n {2}chainrule /);
    }
  });

  it("is shown to who names no command, which is wrong usage all the same", () => {
    expect(run()).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(/^Examples/) });
    expect(run("data")).toMatchObject({ status: 2, stderr: expect.stringMatching(/^Examples/) });
  });

  it("knows the version of the package", () => {
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    expect(VERSION).toBe(version);
    expect(run("--version")).toMatchObject({ status: 0, stdout: `${version}\n` });
  });
});

describe("wrong usage ends with 2 and says what was meant", () => {
  it.each([
    [["trian", "digits"], /Did you mean train\?/],
    [["train", "digts"], /Did you mean "digits"\?/],
    [["train", "digits", "--epoch", "3"], /Did you mean --epochs\?/],
    [["train"], /Try: chainrule train digits/],
    [["train", "digits", "--epochs", "-1"], /whole number ≥ 1/],
    [["train", "digits", "--epochs", "2.5"], /whole number ≥ 1/],
    [["train", "digits", "--seed", "x"], /whole number ≥ 0/],
    [["train", "digits", "--set", "epochs"], /path=value/],
    [["train", "digits", "--set", "model.layers.0.units=-5"], /layers\[0\] "dense"\.units/],
    [["train", "digits", "--set", "model.layers.0.units=1e300"], /units/],
    [["train", "digits", "--set", "model.layers.99.units=5"], /a place from 0 to/],
    [["train", "digits", "--set", "optimizer.learningrate=5"], /Did you mean "learningRate"\?/],
    [["train", "digits", "--set", "optimizer.kind=sdg"], /Did you mean "sgd"\?/],
    [["train", "digits", "--set", "__proto__.x=1"], /field/],
    [["train", "digits", "--data", "moonz"], /Did you mean "moons"\?/],
    [["train", "digits", "--data", "moons:noize=1"], /Did you mean "noise"\?/],
    [["train", "--resume", "runs/x", "--seed", "1"], /--seed/],
    [["crossvalidate"], /missing required argument/],
    [["crossvalidate", "irs"], /There are: /],
    [["crossvalidate", "iris-sigmoid-20-20", "--folds", "1"], /whole number ≥ 2/],
    [["crossvalidate", "iris-sigmoid-20-20", "--folds", "101"], /from 2 to 100, the number of samples/],
    [["crossvalidate", "iris-sigmoid-20-20", "--set", "epochs=0.5"], /epochs/],
    [["evaluate"], /missing required argument/],
    [["predict", "model"], /missing required argument/],
    [["evaluate", "model", "--min", "acuracy=1"], /accuracy, precision, recall, f1/],
    [["evaluate", "model", "--min", "accuracy=97"], /from 0 to 1/],
  ])("%j", (args, message) => {
    const { status, stdout, stderr } = runCli(folder, args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
    expect([status, stdout]).toEqual([2, ""]);
  });

  it("also as a JSON document", () => {
    const { status, stdout, stderr } = run("train", "digts", "--json");
    expect(status).toBe(2);
    expect(JSON.parse(stdout).error).toMatchObject({ code: "E_FIELD", where: "recipe", got: '"digts"' });
    expect(stderr).toMatch(/^error E_FIELD {2}recipe\n/);
  });
});

describe("bad data and files end with 3", () => {
  it.each([
    [["train", "digits", "--data", "iris"], /E_SHAPE/],
    [["train", "--resume", "nowhere"], /E_RUN/],
    [["crossvalidate", "digits", "--data", "iris"], /E_SHAPE/],
    [["evaluate", "nowhere"], /E_IO/],
    [["evaluate", "."], /model\.safetensors/],
    [["inspect", process.execPath], /E_FORMAT|E_DATA/],
  ])("%j", (args, message) => {
    const { status, stderr } = runCli(folder, args);
    expect(stderr).toMatch(message);
    expect(status).toBe(3);
  });
});
