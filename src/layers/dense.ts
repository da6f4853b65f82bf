import { ChainruleError } from "../core/errors.js";
import { flag, whole } from "../core/fields.js";
import type { Spec } from "../core/registry.js";
import { MAX_ELEMENTS, showShape } from "../core/shape.js";
import { type InitializerSpec, initializers } from "../initializers/index.js";
import { defineLayer } from "./layer.js";
import { type PenaltyOptions, penaltyFields, penaltyOf } from "./penalty.js";
import { layers } from "./registry.js";

/** Fully connected: y = x·W + b.
 *  Shapes    x[B,N], W[N,M], b[M] -> y[B,M]
 *  Backward  dW = xᵀ·dy   db = Σ_B dy   dx = dy·Wᵀ
 *  Errors    E_FIELD units < 1; E_SHAPE rank ≠ 1
 *  Source    Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors", 1986 */
export const denseLayer = layers.add(
  defineLayer({
    kind: "dense",
    summary: "Fully connected: y = x·W + b",
    fields: {
      units: whole({ help: "how many outputs, M", min: 1, max: 2 ** 20 }),
      bias: flag({ help: "whether to add b", fallback: true }),
      weightInit: initializers.field({
        help: "what W starts as",
        fallback: { kind: "xavier", distribution: "uniform" },
      }),
      biasInit: initializers.field({ help: "what b starts as", fallback: { kind: "zeros" } }),
      ...penaltyFields,
    },
    plan({ units: m, bias, weightInit, biasInit, ...penalty }, input, where) {
      const [n] = input;
      if (input.length !== 1) {
        throw new ChainruleError("E_SHAPE", {
          where,
          expected: "a flat input [n]",
          got: showShape(input),
          remedy: 'Put a { "kind": "flatten" } layer before it.',
        });
      }
      if (n * m > MAX_ELEMENTS) {
        throw new ChainruleError("E_SHAPE", {
          where,
          expected: `at most ${MAX_ELEMENTS} weights`,
          got: `${n} × ${m}`,
          remedy: "Use fewer units.",
        });
      }
      const fans = { fanIn: n, fanOut: m };
      const weights = {
        name: "W",
        shape: [n, m],
        init: weightInit,
        ...fans,
        penalty: penaltyOf(penalty),
        unitAxis: 1,
      } as const;
      const biases = { name: "b", shape: [m], init: biasInit, ...fans } as const;
      return {
        output: [m],
        parameters: bias ? [weights, biases] : [weights],
        onlyMultiplies: true,
        multiplyAdds: n * m,
        create: ({ kernels, parameters: { W, b } }) => ({
          forward: (x, y, rows) => kernels.affine(x, W.value, b?.value ?? null, y, rows, n, m),
          forwardActivate: (x, z, y, next, rows) =>
            kernels.affineActivate(x, W.value, b?.value ?? null, z, y, next, rows, n, m),
          backward(x, _y, dy, dx, rows) {
            kernels.gemm(x, true, dy, false, W.grad, n, m, rows); //       dW = xᵀ·dy
            if (b !== undefined) kernels.sumRows(dy, b.grad, rows, m); //  db = Σ_B dy
            if (dx !== null) kernels.gemm(dy, false, W.value, true, dx, rows, n, m); // dx = dy·Wᵀ
          },
        }),
      };
    },
  }),
);

/** The spec of a fully connected layer with `units` outputs. */
export const dense = (
  units: number,
  options: { bias?: boolean; weightInit?: InitializerSpec; biasInit?: InitializerSpec } & PenaltyOptions = {},
): Spec => ({ kind: "dense", units, ...options });
