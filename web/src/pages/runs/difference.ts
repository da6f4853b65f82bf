// In what runs differ: a row for each setting that not all have alike.

export interface SettingRow {
  /** The path in the recipe: "optimizer.learningRate". */
  readonly name: string;
  /** One for each run; undefined where it has none. */
  readonly values: readonly (string | undefined)[];
}

/** Only what differs, in the order of the first run that has it. */
export function differences(settings: readonly object[]): SettingRow[] {
  const flat = settings.map((one) => new Map(leaves(one, "")));
  const names = new Set(flat.flatMap((one) => [...one.keys()]));
  return [...names]
    .map((name) => ({ name, values: flat.map((one) => one.get(name)) }))
    .filter(({ values }) => values.some((value) => value !== values[0]));
}

/** Titles say nothing that the rest does not. */
const LEFT_OUT = new Set(["title", "about", "$schema"]);

function leaves(value: unknown, path: string): (readonly [string, string])[] {
  if (typeof value !== "object" || value === null) return [[path, String(value)]];
  const short = JSON.stringify(value);
  if (Array.isArray(value) && value.every((one) => typeof one !== "object")) return [[path, short]];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (path === "" && LEFT_OUT.has(name)) return [];
    const place = Array.isArray(value) ? `${path}[${name}]` : path === "" ? name : `${path}.${name}`;
    // a spec of nothing but its kind reads better as one word
    const kind = Object(inner).kind;
    if (typeof kind === "string" && Object.keys(inner as object).length === 1)
      return [[place, kind] as const];
    return leaves(inner, place);
  });
}
