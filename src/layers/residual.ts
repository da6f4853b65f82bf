import { ChainruleError } from "../core/errors.js";
import { type Field, list } from "../core/fields.js";
import type { Spec } from "../core/registry.js";
import { sameShape, showShape, sizeOf } from "../core/shape.js";
import { defineLayer } from "./layer.js";
import { layers, planLayers } from "./registry.js";

/** A layer within a layer. */
const innerLayer: Field<Spec> = {
  help: "a layer",
  schema: layers.reference,
  parse: (value, where) => layers.parse(value, where),
};

/** Residual block: y = x + f(x), f being layers one after the other that keep the shape. Their parameters are named
 *  after both: `3.residual.0.dense.W`.
 *  Shapes    x[B,...] -> y[B,...]
 *  Backward  dx = dy + the gradient of f
 *  Errors    E_SHAPE f changes the shape
 *  Source    He, Zhang, Ren and Sun, "Deep residual learning for image recognition", 2016 */
export const residualLayer = layers.add(
  defineLayer({
    kind: "residual",
    summary: "Residual block: y = x + f(x), f being layers that keep the shape",
    fields: { layers: list(innerLayer, { help: "the layers of f, in order", least: 1 }) },
    plan({ layers: block }, input, where, name) {
      const inner = planLayers(block, input, `${where}.layers`, `${name}.`);
      const { output } = inner[inner.length - 1].plan;
      if (!sameShape(output, input)) {
        throw new ChainruleError("E_SHAPE", {
          where,
          expected: `inner layers that end in the shape of their input, ${showShape(input)}`,
          got: showShape(output),
          remedy: "Change the last of them, so that x and f(x) can be added.",
        });
      }
      const size = sizeOf(input);
      return {
        output: input,
        parameters: [],
        inner,
        multiplyAdds: inner.reduce((sum, { plan }) => sum + plan.multiplyAdds, 0),
        create: ({ kernels, inner: f }) => ({
          reserve: (rows, x) => f.reserve(rows, x),
          forward(x, y, rows, training) {
            f.forward(rows, training);
            kernels.add(x, f.y, y, rows * size); // y = x + f(x)
          },
          backward(_x, _y, dy, dx, rows) {
            f.backward(dy, dx, rows);
            if (dx !== null) kernels.add(dx, dy, dx, rows * size); // dx = dy + the gradient of f
          },
        }),
      };
    },
  }),
);

/** The spec of a block y = x + f(x), f being `layers`. */
export const residual = (block: readonly (Spec | string)[]): Spec => ({ kind: "residual", layers: block });
