import { ChainruleError, display } from "../core/errors.js";

/** The place of a value in a recipe: `model.layers.0.units` or `model.layers[0].units`. */
const PATH = /^[\w$]+(?:\.[\w$]+|\[\d+\])*$/;

/** Sets a value in a recipe's JSON, in place; null takes the field away. Whether it makes sense, the recipe's own check says.
 *  @param where who asks, as messages name it
 *  Errors    E_FIELD not a path, or one through something that has no such place */
export function setAtPath(
  recipe: Record<string, unknown>,
  path: string,
  value: unknown,
  where: string,
): void {
  const keys = pathKeys(path, where);
  let at = recipe;
  for (const [depth, key] of keys.entries()) {
    if (key === "__proto__" || (Array.isArray(at) && !(Number(key) <= at.length))) {
      const place = keys.slice(0, depth).join(".");
      const expected = Array.isArray(at) ? `a place from 0 to ${at.length} in ${place}` : "a field";
      refuse(where, expected, `"${key}" in ${path}`, "Count list items from 0.");
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

/** The names and indices of a path, in order.
 *  Errors    E_FIELD not a path */
export function pathKeys(path: string, where: string): readonly string[] {
  if (!PATH.test(path))
    refuse(where, "a path in a recipe", display(path), "Write for example optimizer.learningRate.");
  return path.split(/[.[\]]+/).filter(Boolean);
}

function refuse(where: string, expected: string, got: string, remedy: string): never {
  throw new ChainruleError("E_FIELD", { where, expected, got, remedy });
}
