import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sections } from "../docs/.vitepress/pages.js";
import { experiments, topics } from "../experiments/index.js";
import { ConsumerFolder, cli, root } from "./support/consumer-folder.js";
import { undocumentedExports } from "./support/docstrings.js";
import { type Block, blocksOf, programsOf } from "./support/page-blocks.js";

// The pages of the documentation: what they show is run, and what they list is complete. test/docs-site.test.ts has the site
// that is made of them.

const docs = join(root, "docs");
const read = (name: string) => readFileSync(join(docs, name), "utf8");
const pagesBelow = (folder: string) =>
  (readdirSync(join(docs, folder), { recursive: true }) as string[])
    .filter((name) => name.endsWith(".md"))
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => !/^(zh|api|\.vitepress)\//.test(name))
    .sort();

const english = pagesBelow(".");
/** Those that say how something is done, and not what a script has measured. */
const written = english.filter(
  (name) => !sections.some(({ pages }) => pages.some((page) => page.generated && `${page.path}.md` === name)),
);

let folder: ConsumerFolder;
beforeAll(() => {
  folder = new ConsumerFolder();
});
afterAll(() => folder.remove());

describe("the two languages", () => {
  it("have the same pages, all in the table of contents", () => {
    expect(english.length).toBeGreaterThan(20);
    const absent = existsSync(join(docs, "performance.md")) ? [] : ["performance.md"]; // until it has been measured
    expect(pagesBelow("zh")).toEqual([...english, ...absent].sort());
    const listed = sections.flatMap(({ pages }) => pages.map(({ path }) => `${path}.md`));
    const made = listed.filter((name) => !name.startsWith("api/"));
    expect(made.sort()).toEqual([...english, ...absent].filter((name) => name !== "index.md").sort());
  });

  // the Chinese page about the architecture is a shorter one, without its diagrams
  it.each(written.filter((name) => name !== "architecture.md"))("have the same code in %s", (name) => {
    expect(blocksOf(read(`zh/${name}`))).toEqual(blocksOf(read(name)));
  });
});

/** Blocks that are programs, commands or files; and those that one command or another fills in. */
const runnable = ({ language }: Block) => ["js", "ts", "sh", "json"].includes(language);

describe("the code", () => {
  const pages = written
    .map((name) => ({ name, blocks: blocksOf(read(name)) }))
    .filter(({ blocks }) => blocks.some(runnable));
  const slug = (name: string) => name.replace(/\W/g, "-");
  const fileOf = (name: string, i: number, language: string) => `${slug(name)}-${i}.${language}`;
  const programs = pages.flatMap(({ name, blocks }) =>
    programsOf(blocks).map((program, i) => ({
      ...program,
      name,
      i,
      file: fileOf(name, i, program.language),
    })),
  );

  beforeAll(() => {
    for (const { file, text } of programs) folder.write(file, text);
    folder.compile(programs.flatMap(({ file }) => (file.endsWith(".ts") ? [file] : [])));
  });

  it("is there, and what is not run says why", () => {
    expect(programs.length).toBeGreaterThan(12);
    const left = pages.flatMap(({ blocks }) => blocks.filter(({ notRun }) => notRun !== undefined));
    expect(left.every(({ language, notRun }) => language === "sh" && notRun!.length > 10)).toBe(true);
  });

  it.each(programs.map((program) => [program.name, program.i, program] as const))(
    "of %s, program %d, prints what stands below it",
    (_name, _i, { file, output }) => {
      expect(output?.language).toBe("text");
      expect(folder.node([file.replace(/\.ts$/, ".js")]).stdout).toBe(output?.text);
    },
  );

  // one block after the other, for what one leaves behind the next may use
  describe.each(
    pages.filter(({ blocks }) => blocks.some(({ language }) => language === "sh")).map(({ name }) => name),
  )("of %s, its commands", (name) => {
    let own: ConsumerFolder;
    beforeAll(() => {
      own = new ConsumerFolder();
      for (const { file, text } of blocksOf(read(name))) if (file !== undefined) own.write(file, text);
    });
    afterAll(() => own.remove());
    const commands = blocksOf(read(name)).filter(
      ({ language, notRun }) => language === "sh" && notRun === undefined,
    );
    it.each(commands.map(({ text }) => text.trim()))("end well: %s", (text) => {
      own.shell(text);
    });
  });
});

describe("what is complete", () => {
  const help = (...args: string[]) => folder.node([cli, ...args, "--help"]).stdout;
  /** The commands that a help lists. */
  const commandsIn = (text: string) =>
    [...(text.split(/^Commands:$/m)[1] ?? "").matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name);

  it("is the page of the command line", () => {
    const shown = blocksOf(read("guide/command-line.md"))
      .filter(({ language }) => language === "help")
      .map(({ text }) => text.trim());
    const commands = commandsIn(help()).flatMap((name) => {
      const below = commandsIn(help(name)).map((sub) => `${name} ${sub}`);
      return below.length === 0 || name === "tune" ? [name, ...below] : below;
    });
    expect(commands.length).toBeGreaterThan(12);
    expect(shown.sort()).toEqual(commands.sort());
  });

  it("is the tour: every experiment is on a page of it, under its topic", () => {
    const tour = english.filter((name) => name.startsWith("tour/")).map(read);
    const fences = tour.flatMap(blocksOf);
    const ids = new Set(experiments.map(({ id }) => id));
    const named = fences.filter(({ language }) => language === "experiment").map(({ text }) => text.trim());
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
    // the rest of a topic comes at the end of its page
    const closing = fences
      .filter(({ language }) => language === "experiments")
      .map(({ text }) => text.trim());
    expect(closing.sort()).toEqual(Object.keys(topics).sort());
  });

  it("are the comments: every name that the package exports has one", () => {
    expect(undocumentedExports()).toEqual([]);
  });
});
