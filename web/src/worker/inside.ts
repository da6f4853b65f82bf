// What goes on in a network while it reads one digit: what each layer says, with which filters, and which pixels matter.
import { type Model, trace } from "chainrule";
import type { Inside, LayerMaps } from "../protocol/reader.ts";

/** @param gradientOf a digit, or the one that the network takes it for */
export function insideOf(
  model: Model,
  seen: Uint8Array,
  probabilities: Float32Array,
  gradientOf: number | "answer",
): Inside {
  const digit = gradientOf === "answer" ? probabilities.indexOf(Math.max(...probabilities)) : gradientOf;
  const layers = trace(model, seen).map(({ output }, index) =>
    layerMaps(model, index, output as Float32Array),
  );
  return { layers, gradient: inputGradient(model, probabilities, digit), gradientOf: digit };
}

/** ∂ log p(digit)/∂x, after a forward pass in evaluation mode: of the logits it is onehot(digit) − p. */
function inputGradient(model: Model, probabilities: Float32Array, digit: number): Float32Array {
  const dlogits = probabilities.map((p, k) => (k === digit ? 1 : 0) - p);
  return Float32Array.from(model.backward(dlogits));
}

function layerMaps(model: Model, index: number, values: Float32Array): LayerMaps {
  const { kind, name, spec, input, plan } = model.network.plan.layers[index];
  const own = (parameter: string) =>
    model.parameters.find((known) => known.name === `${name}.${parameter}`)?.value.slice() as
      | Float32Array
      | undefined;
  return {
    ...{ index, kind, shape: plan.output, values },
    ...("kernel" in spec || "size" in spec ? { window: windowOf(spec, input, plan.output) } : {}),
    ...(kind === "conv2d" && { weights: own("W"), biases: own("b") }),
  };
}

const pair = (value: unknown): [number, number] =>
  (Array.isArray(value) ? value : [value, value]) as [number, number];

/** With "same" padding, an output has as many rows as its stride leaves of the input's, and what is missing comes half
 *  before it. */
function windowOf(
  spec: Readonly<Record<string, unknown>>,
  input: readonly number[],
  output: readonly number[],
): LayerMaps["window"] {
  const kernel = pair(spec.kernel ?? spec.size);
  const stride = pair(spec.stride ?? kernel);
  const missing = (axis: 0 | 1) =>
    Math.max(0, (output[axis + 1] - 1) * stride[axis] + kernel[axis] - input[axis + 1]);
  const padding: [number, number] =
    spec.padding === "same" ? [missing(0) >> 1, missing(1) >> 1] : pair(spec.padding ?? 0);
  return { kernel, stride, padding };
}
