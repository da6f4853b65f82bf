import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromiumPath, launchBrowser } from "./browser.js";
import { ConsumerFolder, cli, root } from "./support/consumer-folder.js";
import { blocksOf, programsOf } from "./support/page-blocks.js";

// What both READMEs say is run: their programs, their commands, their tables.

const read = (name: string) => readFileSync(join(root, name), "utf8");
const readme = read("README.md");
const chinese = read("README.zh.md");

const blocks = blocksOf(readme);
const all = (language: string) => blocks.filter((block) => block.language === language);
const programs = programsOf(blocks);

let folder: ConsumerFolder;
beforeAll(() => {
  folder = new ConsumerFolder();
});
afterAll(() => folder.remove());

describe("the programs", () => {
  it("are there, each with its output", () => {
    expect(programs.map(({ language }) => language)).toEqual(["js", "ts", "js", "js", "js"]);
    for (const { output } of programs) expect(output?.language).toBe("text");
    expect(programs[0].text.trim().split("\n")).toHaveLength(8);
  });

  it.each(programs.map((program, i) => [i, program] as const))(
    "number %d prints what stands below it",
    (i, { language, text, output }) => {
      const name = `program-${i}`;
      folder.write(`${name}.${language}`, text);
      if (language === "ts") folder.compile([`${name}.ts`]);
      expect(folder.node([`${name}.js`]).stdout).toBe(output?.text);
    },
  );
});

describe("the command line", () => {
  const help = (...args: string[]) => folder.node([cli, ...args, "--help"]).stdout;
  const calls = all("sh")
    .flatMap(({ text }) => text.split("\n"))
    .filter((line) => line.startsWith("npx chainrule "))
    .map((line) => line.split(" ").slice(2));

  it("has every command and option that is named", () => {
    expect(calls.length).toBeGreaterThan(8);
    for (const words of calls) {
      const command = ["data", "experiment"].includes(words[0]) ? words.slice(0, 2) : words.slice(0, 1);
      const text = help(...command);
      expect(text).toContain(`chainrule ${command.join(" ")}`);
      for (const option of words.filter((word) => word.startsWith("--")))
        expect(text).toContain(`${option} `);
    }
  });

  it("prints for npm start what is shown, but for the times", () => {
    const [shown] = all("console");
    const { stdout, stderr } = folder.node([join(root, "scripts", "start.mjs")]);
    const printed = new Set(`${stderr}\n${stdout}`.split("\n").map((line) => line.trimEnd()));
    const timed = /samples\/s$/;
    const missing = shown.text
      .trimEnd()
      .split("\n")
      .filter((line) => line !== "…" && !timed.test(line) && !printed.has(line.trimEnd()));
    expect(missing).toEqual([]);
    expect(stdout).toMatch(/^ {2}(npx )?chainrule open runs\/digits$/m);
  });

  it("trains the recipe that is shown", () => {
    const [{ text }] = all("json");
    folder.write("mine.json", text);
    const { test } = JSON.parse(folder.node([cli, "train", "mine.json", "--json"]).stdout);
    expect(test.accuracy).toBeGreaterThan(0.95);
    const { $schema } = JSON.parse(text);
    expect(existsSync(join(folder.path, $schema))).toBe(true);
  });

  it("searches as the study says that is shown", () => {
    const [, { text }] = all("json");
    folder.write("study.json", text);
    const { trials } = JSON.parse(
      folder.node([cli, "tune", "study.json", "--trials", "12", "--json"]).stdout,
    );
    expect(trials.done + trials.pruned).toBe(12);
    expect(existsSync(join(folder.path, JSON.parse(text).$schema))).toBe(true);
  });
});

describe("the tables", () => {
  const names = (page: string, heading: RegExp) => {
    const section = page.split(/^#+ /m).find((part) => heading.test(part)) ?? "";
    return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
  };

  it.each([
    ["README.md", readme],
    ["README.zh.md", chinese],
  ])("of %s list every recipe, every error code and every entry", (_, page) => {
    const recipes = readdirSync(join(root, "recipes"))
      .filter((name) => name.endsWith(".json") && !name.endsWith(".schema.json"))
      .map((name) => name.replace(/\.json$/, ""));
    expect(names(page, /^Recipes that|^随包提供的配方/).sort()).toEqual(recipes.sort());
    for (const name of recipes) {
      const { data, model } = JSON.parse(read(`recipes/${name}.json`));
      const sizes = model.layers.flatMap((layer: { units?: number; filters?: number; kernel?: number }) =>
        layer.filters === undefined
          ? (layer.units ?? [])
          : `${layer.filters}@${layer.kernel}×${layer.kernel}`,
      );
      const [source] = data.split(":");
      expect(page).toContain(
        `| \`${name}\` | \`${source}\` | ${[model.input.join("×"), ...sizes].join("-")}`,
      );
    }

    // every experiment, too, which has the name of its file
    const experiments = readdirSync(join(root, "experiments"))
      .filter((name) => name.endsWith(".ts") && name !== "index.ts")
      .map((name) => name.replace(/\.ts$/, ""));
    expect(names(page, /^Experiments|^实验/).sort()).toEqual(experiments.sort());

    const codes = [...read("src/core/errors.ts").matchAll(/^ {2}\| "(E_\w+)"/gm)].map(([, code]) => code);
    expect(names(page, /^Errors|^错误/)).toEqual(codes);

    const { exports } = JSON.parse(read("package.json"));
    const entries = Object.keys(exports).filter((path) => !path.endsWith(".json"));
    for (const path of entries) expect(page).toContain(`| \`${path.replace(".", "chainrule")}\` |`);
  });

  it.each([
    ["README.md", readme],
    ["README.zh.md", chinese],
  ])("of %s, and its text, name every layer, loss, optimizer and data set", async (_, page) => {
    const library = await import("chainrule");
    const { dataSources } = await import("chainrule/node");
    const { pruners, samplers } = await import("chainrule/tune");
    const registries = [library.layers, library.losses, library.optimizers, dataSources, samplers, pruners];
    const absent = registries.flatMap(({ kinds }) => kinds).filter((kind) => !page.includes(`\`${kind}\``));
    expect(absent).toEqual([]);
  });
});

describe("the two pages", () => {
  it("have the same code, the same headings' levels, and the same links", () => {
    expect(blocksOf(chinese)).toEqual(blocks);
    const outline = (page: string) =>
      [...page.replace(/^```.*?^```$/gms, "").matchAll(/^(#+) /gm)].map(([, level]) => level.length);
    expect(outline(chinese)).toEqual(outline(readme));
    const links = (page: string) =>
      [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, target]) => target).slice(1);
    expect(links(chinese)).toEqual(links(readme));
  });

  it("link to files that are there", () => {
    const targets = [readme, chinese, read("CONTRIBUTING.md")].flatMap((page) =>
      [...page.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target]) => target),
    );
    expect(targets.filter((target) => !existsSync(join(root, target)))).toEqual([]);
  });
});

describe.skipIf(chromiumPath === undefined)("the page for the browser", () => {
  it("trains in Chromium as it stands", async () => {
    const [{ text }] = all("html");
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.route("**/*", (route) => {
        const { pathname } = new URL(route.request().url());
        if (pathname === "/") return route.fulfill({ contentType: "text/html", body: text });
        const file = join(root, pathname.replace("/node_modules/chainrule/", ""));
        if (extname(file) !== ".js") return route.fulfill({ status: 404 });
        return route.fulfill({ contentType: "text/javascript", body: readFileSync(file) });
      });
      await page.goto("http://chainrule.test/");
      await page.waitForFunction("document.getElementById('log').textContent !== ''");
      const [, accuracy] = (await page.textContent("#log"))!.split("test accuracy ");
      expect(complaints).toEqual([]);
      expect(Number(accuracy)).toBeGreaterThan(0.95);
    } finally {
      await browser.close();
    }
  });
});
