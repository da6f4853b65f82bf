import type { Fields, Values } from "../core/fields.js";
import { sizeOf } from "../core/shape.js";
import { Activation, type ActivationName } from "../kernels/spec.js";
import { defineLayer, type LayerDefinition } from "./layer.js";
import { layers } from "./registry.js";

/** A layer that applies one function to every number: y = f(x), dx = dy·f′(x). Any shape, no parameters of its own to
 *  learn; `alpha` picks the function's constant from the spec, if it has one. */
export function elementwise<F extends Fields>(definition: {
  kind: ActivationName;
  summary: string;
  fields: F;
  alpha?(spec: Values<F>): number;
}): LayerDefinition {
  const { kind, summary, fields } = definition;
  return layers.add(
    defineLayer({
      kind,
      summary,
      fields,
      plan(spec, input) {
        const size = sizeOf(input);
        const activation = { f: Activation[kind], alpha: definition.alpha?.(spec) ?? 0 };
        return {
          output: input,
          parameters: [],
          multiplyAdds: 0,
          create: ({ kernels }) => ({
            elementwise: activation,
            forward: (x, y, rows) => kernels.activate(activation, x, y, rows * size),
            backward(x, y, dy, dx, rows) {
              if (dx !== null) kernels.activateBackward(activation, x, y, dy, dx, rows * size);
            },
          }),
        };
      },
    }),
  );
}
