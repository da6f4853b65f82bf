import { ChainruleError, display } from "../core/errors.js";
import { matchesGlob } from "../core/glob.js";
import type { Network } from "./network.js";

/** Whether a pattern means a parameter, by its whole name or by the layer's that it begins with. */
const means = (pattern: string, name: string): boolean =>
  matchesGlob(pattern, name) || matchesGlob(`${pattern}.*`, name);

/** Freezes or unfreezes what the patterns mean. Nothing is changed unless each of them means something.
 *  Errors    E_FIELD */
export function setTrainable(
  network: Network,
  patterns: string | readonly string[],
  trainable: boolean,
): void {
  const all = typeof patterns === "string" ? [patterns] : patterns;
  for (const pattern of all) {
    if (network.parameters.some(({ name }) => means(pattern, name))) continue;
    const names = network.parameters.map(({ name }) => name);
    throw new ChainruleError("E_FIELD", {
      where: trainable ? "unfreeze" : "freeze",
      expected: "a pattern that means a parameter or a layer",
      got: display(pattern),
      remedy: `There is: ${names.slice(0, 40).join(", ") || "no parameter at all"}${names.length > 40 ? ", …" : ""}.`,
    });
  }
  network.setTrainable(trainable, ({ name }) => all.some((pattern) => means(pattern, name)));
}
