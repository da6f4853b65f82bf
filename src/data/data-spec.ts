import { ChainruleError, display } from "../core/errors.js";

/** What a data spec says: `moons:n=60,noise=1` is `{ name: "moons", values: { n: 60, noise: 1 } }`. */
export interface DataSpec {
  readonly name: string;
  readonly values: Readonly<Record<string, number | boolean | string>>;
}

/** Reads a data spec: a name or path, then perhaps a colon and `key=value` pairs. A colon that no pair follows belongs to
 *  the name, as in `C:\digits`.
 *  Errors    E_FIELD an empty spec, or one key twice */
export function parseDataSpec(spec: string): DataSpec {
  const fail = (expected: string, remedy: string): never => {
    throw new ChainruleError("E_FIELD", { where: "data", expected, got: display(spec), remedy });
  };
  const [, name, pairs] = /^(.*?)(?::(\w+=[^,]*(?:,\w+=[^,]*)*))?$/s.exec(spec) ?? [];
  if (!name)
    fail("a name or a path", "Write mnist-10k, moons:n=60,noise=1, or the path of a file or folder.");
  const values: Record<string, number | boolean | string> = Object.create(null);
  for (const pair of pairs?.split(",") ?? []) {
    const equals = pair.indexOf("=");
    const key = pair.slice(0, equals);
    if (key in values) fail(`"${key}" once`, "Remove one of them.");
    values[key] = parseValue(pair.slice(equals + 1));
  }
  return { name, values };
}

function parseValue(text: string): number | boolean | string {
  if (text === "true" || text === "false") return text === "true";
  return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}
