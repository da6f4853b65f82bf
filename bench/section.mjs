// Parts of a page of docs/ that a script writes: what stands between `<!-- name -->` and `<!-- /name -->`.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { description } from "./machine.mjs";

/** Puts a text in the place that a page has for it.
 *  @param file from the root of the repository */
export function writeSection(file, name, text) {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const page = readFileSync(path, "utf8");
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no place for ${begin} … ${end}.`);
  writeFileSync(path, `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`);
}

/** When and on what: "2026-11-22, AMD EPYC, 2 cores, Node v20.20.2". */
export function measuredOn() {
  const { processor, cores, node } = description();
  return `${new Date().toISOString().slice(0, 10)}, ${processor}, ${cores} cores, Node ${node}`;
}
