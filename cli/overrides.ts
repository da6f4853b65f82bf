import { setAtPath } from "chainrule";
import { usage } from "./errors.js";

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
    if (equals < 1) {
      usage("--set", "path=value", `"${setting}"`, "Write for example --set optimizer.learningRate=0.05.");
    }
    setAtPath(copy, path, parseValue(setting.slice(equals + 1)), "--set");
  }
  return copy;
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
