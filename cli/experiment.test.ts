import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonOf, runCli, startCli, temporaryFolder } from "./testing/cli.js";

const folder = temporaryFolder();

describe("experiment list", () => {
  it("has every experiment, by topic and by document", () => {
    const all = jsonOf(folder, ["experiment", "list"]);
    expect(all.length).toBeGreaterThan(30);
    expect(all.find(({ id }: { id: string }) => id === "backprop-by-hand").title.zh).toContain("反向传播");
    const some = jsonOf(folder, ["experiment", "list", "--topic", "start", "--document", "002"]);
    expect(some.map(({ id }: { id: string }) => id)).toEqual(["relu-dead"]);
    const { status, stderr } = runCli(folder, ["experiment", "list", "--topic", "sart"]);
    expect(status).toBe(2);
    expect(stderr).toContain('Did you mean "start"?');
  });
});

describe("experiment run", () => {
  it("draws, checks and explains", () => {
    const { status, stdout } = runCli(folder, ["experiment", "run", "backprop-by-hand"]);
    expect(status).toBe(0);
    for (const text of ["∂E/∂w5", "0.0818667050", "Errata", "0.1284037009", "≥ 0.3068535", "Why"])
      expect(stdout).toContain(text);
  });

  it("writes a page that needs nothing beside itself, in both languages", () => {
    const page = join(folder, "gates.html");
    expect(runCli(folder, ["experiment", "run", "xor-from-gates", "--report", page]).status).toBe(0);
    const html = readFileSync(page, "utf8");
    expect(html).toContain("<math");
    expect(html).toContain("用三个门拼出异或");
    expect(html).toContain("data:image/png;base64,");
    expect(html).not.toMatch(/(src|href)="(?!data:)/);
    expect(html).not.toContain("<script");
  });

  it("shows figures and checks none when settings are changed", () => {
    const { size, settings, expectations } = jsonOf(folder, [
      "experiment",
      "run",
      "neuron-as-line",
      "--set",
      "data=xor",
    ]);
    expect([size, settings.data, expectations]).toEqual(["changed", "xor", []]);
  });

  it.each([
    [["neuron-as-lien"], 'Did you mean "neuron-as-line"?'],
    [[], "There are: neuron-as-line"],
    [["neuron-as-line", "--set", "noise=3"], "a number from 0 to 0.5"],
    [["neuron-as-line", "--set", "noise"], "--set data=gaussians"],
    [["neuron-as-line", "--full"], "a size beyond its default"],
    [["neuron-as-line", "--all"], "Leave out one of them"],
  ])("refuses %j", (args, said) => {
    const { status, stderr, stdout } = runCli(folder, ["experiment", "run", ...args]);
    expect(stderr).toContain(said);
    expect([status, stdout]).toEqual([2, ""]);
  });

  it("that is interrupted keeps what it has shown", async () => {
    const running = startCli(folder, ["experiment", "run", "moons-hidden-units", "--json"]);
    await running.said(/25 %/);
    running.child.kill("SIGINT");
    const { status, stdout } = await running.ended;
    const { status: how, charts, expectations } = JSON.parse(stdout);
    expect([status, how, expectations]).toEqual([130, "stopped", []]);
    expect(charts.length).toBeGreaterThan(0);
  });
});
