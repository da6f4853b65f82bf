import { Registry } from "../core/registry.js";
import type { Shape } from "../core/shape.js";
import { type LayerDefinition, layerName, type PlannedLayer } from "./layer.js";

/** The kinds of layer that are at hand. Each adds itself where it is defined, so that a program which was bundled with
 *  some of them does not carry the others. */
export const layers = new Registry<LayerDefinition>("layer", []);

/** Checks layers one after the other: every field, every default, and that each can follow the one before.
 *  @param prefix of the names of their parameters
 *  Errors    E_FIELD, E_SHAPE, naming the layer */
export function planLayers(
  specs: readonly unknown[],
  input: Shape,
  where: string,
  prefix = "",
): readonly PlannedLayer[] {
  const planned: PlannedLayer[] = [];
  specs.forEach((layer, index) => {
    const place = `${where}[${index}]`;
    const spec = layers.parse(layer, place);
    const { kind } = spec;
    const name = `${prefix}${index}.${kind}`;
    const shape = planned.at(-1)?.plan.output ?? input;
    const plan = layers.get(kind, place).plan(spec, shape, layerName(name), name);
    planned.push({ index, kind, name, spec, input: shape, plan });
  });
  return planned;
}
