import { usage } from "./errors.js";

/** The place of a value in a recipe: `model.layers.0.units` or `model.layers[0].units`. */
const PATH = /^[\w$]+(?:\.[\w$]+|\[\d+\])*$/;

/** A copy of `recipe` with `path=value` set, for each of `settings`, in order. A value is JSON where it can be read as
 *  that, and otherwise a text; null takes the field away. Whether it makes sense, the recipe's own check says.
 *  Errors    E_FIELD not of the form path=value, or a path through something that has no fields */
export function applySettings(
  recipe: Record<string, unknown>,
  settings: readonly string[],
): Record<string, unknown> {
  const copy = structuredClone(recipe);
  for (const setting of settings) {
    const equals = setting.indexOf("=");
    const path = setting.slice(0, equals);
    if (equals < 1 || !PATH.test(path)) {
      usage("--set", "path=value", `"${setting}"`, "Write for example --set optimizer.learningRate=0.05.");
    }
    setAt(copy, path.split(/[.[\]]+/).filter(Boolean), parseValue(setting.slice(equals + 1)), path);
  }
  return copy;
}

function setAt(root: object, keys: readonly string[], value: unknown, path: string): void {
  let at = root as Record<string, unknown>;
  for (const [depth, key] of keys.entries()) {
    if (key === "__proto__" || (Array.isArray(at) && !(Number(key) <= at.length))) {
      const place = keys.slice(0, depth).join(".");
      const expected = Array.isArray(at) ? `a place from 0 to ${at.length} in ${place}` : "a field";
      usage("--set", expected, `"${key}" in ${path}`, "Count list items from 0.");
    }
    if (depth === keys.length - 1) {
      if (value === null && !Array.isArray(at)) delete at[key];
      else at[key] = value;
      return;
    }
    const next = Object.hasOwn(at, key) ? at[key] : (at[key] = {});
    if (typeof next !== "object" || next === null) {
      // a bare name such as "he" stands for an object that has only a kind
      at[key] = typeof next === "string" ? { kind: next } : {};
    }
    at = at[key] as Record<string, unknown>;
  }
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
