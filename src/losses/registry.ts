import { Registry, type Spec } from "../core/registry.js";
import type { LossDefinition } from "./loss.js";

/** A loss by its name alone, or with its fields. */
export type LossSpec = Spec | string;

/** The losses that are at hand. Each adds itself where it is defined, so that a program which was bundled with some of
 *  them does not carry the others. */
export const losses = new Registry<LossDefinition>("loss", []);

/** A loss that has been checked, for a model of so many outputs.
 *  Errors    E_FIELD */
export function lossFor(loss: LossSpec, outputs: number): { spec: Spec; definition: LossDefinition } {
  const spec = losses.parse(loss, "loss");
  const definition = losses.get(spec.kind, "loss");
  definition.check?.(spec, outputs, "loss");
  return { spec, definition };
}
