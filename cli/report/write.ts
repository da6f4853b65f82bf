import { readFileSync } from "node:fs";
import { writeAtomically } from "chainrule/node";
import type { JudgedModel } from "../evaluation.js";
import type { FoundModel } from "../model-source.js";
import { collect } from "./collect.js";

/** Writes the report: one page that needs nothing beside itself.
 *  Errors    E_IO */
export async function writeReport(path: string, found: FoundModel, judged: JudgedModel): Promise<void> {
  const template = readFileSync(new URL("./report.html", import.meta.url), "utf8");
  const data = asScriptText(await collect(found, judged));
  writeAtomically(path, Buffer.from(template.replace('"DATA"', () => data)));
}

/** JSON that can stand between script tags: `<` only ends a script as itself, and JSON reads its escape all the same. */
export const asScriptText = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
