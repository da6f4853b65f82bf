import { ChainruleError, display } from "../core/errors.js";
import type { Spec } from "../core/registry.js";
import { parseShape, type Shape } from "../core/shape.js";
import { layers } from "../layers/index.js";
import type { LayerPlan, ParameterPlan } from "../layers/layer.js";

/** A network as JSON: the shape of one sample, and the layers in order. */
export interface ModelSpec {
  readonly input: Shape;
  readonly layers: readonly Spec[];
}

/** One layer of a checked network. */
export interface PlannedLayer {
  readonly index: number;
  readonly kind: string;
  /** The spec with every default filled in. */
  readonly spec: Spec;
  readonly input: Shape;
  readonly plan: LayerPlan;
}

/** A network that has been checked from end to end, without memory or a backend. */
export interface ModelPlan {
  readonly input: Shape;
  readonly output: Shape;
  readonly layers: readonly PlannedLayer[];
}

/** How a layer is called in messages: `layer 3 "dense"`. Layers count from 0, as in the names of parameters. */
export const layerName = (index: number, kind: string): string => `layer ${index} "${kind}"`;

/** The name of a parameter: `0.dense.W`. */
export const parameterName = (layer: PlannedLayer, parameter: ParameterPlan): string =>
  `${layer.index}.${layer.kind}.${parameter.name}`;

/** Checks a network: every field, every default, and that each layer can follow the one before.
 *  Errors    E_FIELD, E_SHAPE, naming the layer */
export function planModel(spec: unknown, where = "model"): ModelPlan {
  const given = parseModelObject(spec, where);
  const input = parseShape(given.input, `${where}.input`);
  const planned: PlannedLayer[] = [];
  let shape = input;
  given.layers.forEach((layer, index) => {
    const place = `${where}.layers[${index}]`;
    const parsed = layers.parse(layer, place);
    const plan = layers.get(parsed.kind, place).plan(parsed, shape, layerName(index, parsed.kind));
    planned.push({ index, kind: parsed.kind, spec: parsed, input: shape, plan });
    shape = plan.output;
  });
  return { input, output: shape, layers: planned };
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
