import type { Network } from "./network.js";
import { meantBy } from "./patterns.js";

/** Freezes or unfreezes what the patterns mean. Nothing is changed unless each of them means something.
 *  Errors    E_FIELD */
export function setTrainable(
  network: Network,
  patterns: string | readonly string[],
  trainable: boolean,
): void {
  const names = network.parameters.map(({ name }) => name);
  const meant = meantBy(patterns, names, trainable ? "unfreeze" : "freeze");
  network.setTrainable(trainable, ({ name }) => meant(name));
}
