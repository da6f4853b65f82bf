import { refuse } from "./refusal.js";

/** Where a request goes. */
export interface Address {
  /** The parts of the path, decoded: `/api/runs/a%20b` is `["api", "runs", "a b"]`. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

/** Takes the target of a request apart.
 *  Errors    400 when a part of the path is no plain name */
export function parseAddress(target: string): Address {
  const [path, ...query] = target.split("?");
  if (!path.startsWith("/")) refuse(400, "address", "a path", JSON.stringify(path), "Begin it with a slash.");
  const parts = path === "/" ? [] : path.slice(1).split("/");
  return { path: parts.map(decode), query: new URLSearchParams(query.join("?")) };
}

function decode(part: string): string {
  let name: string | undefined;
  try {
    name = decodeURIComponent(part);
  } catch {}
  if (name !== undefined && isPlainName(name)) return name;
  const expected = "names without separators, and none that begins with a dot";
  return refuse(400, "address", expected, JSON.stringify(part), "Check the address.");
}

/** Whether a name means a thing in its folder on every system, and nothing else: no separator, no drive, no `..`, nothing
 *  hidden, nothing that a terminal or a header would take for a command. */
export function isPlainName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  return name.length <= 200 && !/^\.|^$|[/\\:*?"<>|\u0000-\u001f\u007f-\u009f]|[. ]$/.test(name);
}
