import { ChainruleError, display } from "../core/errors.js";
import type { Spec } from "../core/registry.js";
import { parseShape, type Shape } from "../core/shape.js";
import type { PlannedLayer } from "../layers/layer.js";
import { planLayers } from "../layers/registry.js";

/** A network as JSON: the shape of one sample, and the layers in order. */
export interface ModelSpec {
  readonly input: Shape;
  readonly layers: readonly Spec[];
}

/** A network that has been checked from end to end, without memory or a backend. */
export interface ModelPlan {
  readonly input: Shape;
  readonly output: Shape;
  readonly layers: readonly PlannedLayer[];
}

/** Checks a network from end to end.
 *  Errors    E_FIELD, E_SHAPE, naming the layer */
export function planModel(spec: unknown, where = "model"): ModelPlan {
  const given = parseModelObject(spec, where);
  const input = parseShape(given.input, `${where}.input`);
  const planned = planLayers(given.layers, input, `${where}.layers`);
  return { input, output: planned[planned.length - 1].plan.output, layers: planned };
}

function parseModelObject(spec: unknown, where: string): { input: unknown; layers: readonly unknown[] } {
  const given = spec as { input?: unknown; layers?: unknown } | null;
  const extra = typeof given === "object" && given !== null ? Object.keys(given) : [];
  const unknown = extra.find((name) => name !== "input" && name !== "layers");
  if (typeof given !== "object" || given === null || unknown !== undefined) {
    throw new ChainruleError("E_FIELD", {
      where,
      expected: "{ input, layers }",
      got: unknown === undefined ? display(spec) : `"${unknown}"`,
      remedy: 'Write { "input": [784], "layers": [{ "kind": "dense", "units": 10 }] }.',
    });
  }
  if (!Array.isArray(given.layers) || given.layers.length === 0) {
    throw new ChainruleError("E_FIELD", {
      where: `${where}.layers`,
      expected: "a list of at least one layer",
      got: display(given.layers),
      remedy: 'Write for example [{ "kind": "dense", "units": 10 }].',
    });
  }
  return { input: given.input, layers: given.layers };
}

/** The spec of a checked network, with every default filled in. */
export const fullSpec = (plan: ModelPlan): ModelSpec => ({
  input: plan.input,
  layers: plan.layers.map((layer) => layer.spec),
});
