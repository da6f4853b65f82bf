import Table from "cli-table3";
import { out } from "./terminal.js";

const NONE = "";
/** No frame: columns stand two spaces apart. */
const BARE = {
  top: NONE,
  "top-mid": NONE,
  "top-left": NONE,
  "top-right": NONE,
  bottom: NONE,
  "bottom-mid": NONE,
  "bottom-left": NONE,
  "bottom-right": NONE,
  left: NONE,
  "left-mid": NONE,
  mid: NONE,
  "mid-mid": NONE,
  right: NONE,
  "right-mid": NONE,
  middle: "  ",
};

/** Columns with a dim head. A column whose head begins with `>` is set to the right, as numbers are. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  indent = "  ",
): string {
  const made = new Table({
    head: head.map((name) => out.dim(name.replace(/^>/, ""))),
    colAligns: head.map((name) => (name.startsWith(">") ? "right" : "left")),
    chars: BARE,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
  });
  made.push(...rows.map((row) => row.map(String)));
  return made
    .toString()
    .split("\n")
    .map((line) => (indent + line).trimEnd())
    .join("\n");
}
