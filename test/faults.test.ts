import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, it } from "vitest";
// @ts-expect-error: plain JavaScript, shared with the script that puts the faults in
import { faults as list, withFault } from "../scripts/faults/index.mjs";
// @ts-expect-error: plain JavaScript
import { known, merged, table } from "../scripts/faults/table.mjs";

interface Fault {
  readonly area: string;
  readonly file: string;
  readonly breaks: string;
  readonly text: string;
  readonly fault: string;
}

const faults: readonly Fault[] = list;
const sources = new Map(
  faults.map(({ file }) => [file, readFileSync(new URL(`../${file}`, import.meta.url), "utf8")]),
);

/** How many mistakes a parser finds. (Some ways of writing AssemblyScript are mistakes to TypeScript.) */
function mistakesIn(file: string, source: string): number {
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest);
  return (parsed as unknown as { parseDiagnostics: readonly ts.Diagnostic[] }).parseDiagnostics.length;
}

describe("the faults that npm run mutate puts in", () => {
  it("are more than a hundred, and of each area some", () => {
    expect(faults.length).toBeGreaterThan(100);
    const areas = new Set(faults.map(({ area }) => area));
    for (const area of areas)
      expect(faults.filter((fault) => fault.area === area).length).toBeGreaterThanOrEqual(5);
    expect(new Set(faults.map(({ file, breaks }) => `${file}: ${breaks}`)).size).toBe(faults.length);
  });

  it.each(faults.map((fault) => [`${fault.file}: ${fault.breaks}`, fault] as const))(
    "fit the sources of today: %s",
    (_name, fault) => {
      const source = sources.get(fault.file)!;
      const faulty = withFault(fault, source); // throws unless the text is there exactly once
      expect(faulty).not.toBe(source);
      // what does not compile would be caught by anything
      expect(mistakesIn(fault.file, faulty)).toBe(mistakesIn(fault.file, source));
    },
  );

  it("are known again by the page that tells of them, whichever are put in anew", () => {
    const [a, b, c] = faults;
    const page = table(
      [
        { ...a, caught: true, by: "x.test.ts: a | b" },
        { ...b, caught: false },
      ],
      faults,
    );
    const before = known(page, faults);
    expect(before).toEqual([
      { ...a, caught: true, by: "x.test.ts: a | b" },
      { ...b, caught: false },
    ]);
    expect(page).toContain(`Not caught:\n\n- \`${b.file}\``);
    const now = [b, c].map((fault) => ({ ...fault, caught: true, by: "y.test.ts" }));
    const both = merged(before, now, faults);
    expect(both.map(({ by }: { by: string }) => by)).toEqual(["x.test.ts: a | b", "y.test.ts", "y.test.ts"]);
    expect(known(table(both, faults), faults)).toEqual(both);
    expect(known(page, [c])).toEqual([]);
  });

  it("are refused when their place is gone, or no longer the only one", () => {
    const fault = { file: "a.ts", text: "x + y", fault: "x - y" };
    expect(withFault(fault, "f(x + y)")).toBe("f(x - y)");
    expect(() => withFault(fault, "f(x + z)")).toThrow("a.ts has 0 times");
    expect(() => withFault(fault, "f(x + y, x + y)")).toThrow("a.ts has 2 times");
  });
});
