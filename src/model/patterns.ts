import { ChainruleError, display } from "../core/errors.js";
import { matchesGlob } from "../core/glob.js";

/** Whether a pattern means a parameter or buffer, by its whole name or by the layer's that it begins with. */
const means = (pattern: string, name: string): boolean =>
  matchesGlob(pattern, name) || matchesGlob(`${pattern}.*`, name);

/** Which names the patterns mean, any of them.
 *  @param names those that there are
 *  @param where what asks
 *  Errors    E_FIELD for a pattern that means none of them */
export function meantBy(
  patterns: string | readonly string[],
  names: readonly string[],
  where: string,
): (name: string) => boolean {
  const all = typeof patterns === "string" ? [patterns] : patterns;
  for (const pattern of all) {
    if (names.some((name) => means(pattern, name))) continue;
    throw new ChainruleError("E_FIELD", {
      where,
      expected: "a pattern that means a parameter or a layer",
      got: display(pattern),
      remedy: `There is: ${listed(names) || "no parameter at all"}.`,
    });
  }
  return (name) => all.some((pattern) => means(pattern, name));
}

/** Names as a message lists them; of very many, the first. */
export const listed = (names: readonly string[]): string =>
  `${names.slice(0, 40).join(", ")}${names.length > 40 ? ", …" : ""}`;
