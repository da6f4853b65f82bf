import { describe, expect, it } from "vitest";
import "../../test/support/every-kind.js";
import { softmaxCrossEntropy } from "../losses/index.js";
import { lossFor } from "../losses/registry.js";
import { build } from "./build.js";
import type { ModelSpec } from "./plan.js";

const ACTIVATIONS = [
  "linear",
  "sigmoid",
  "tanh",
  "relu",
  { kind: "leakyRelu", slope: 0.1 },
  { kind: "leakyRelu", slope: -0.1 },
  "elu",
  { kind: "elu", alpha: -0.5 },
  "gelu",
  "softplus",
  "step",
] as const;
const ROWS = 5;

/** The gradients after a pass over bytes, forward and backward. */
async function gradients(spec: ModelSpec, backend: "reference" | "wasm", lean: boolean) {
  const { network } = await build(spec, { seed: 3, backend });
  const { kernels } = network.backend;
  const bytes = Uint8Array.from({ length: ROWS * network.inputSize }, (_, i) => (i % 3 ? 0 : (i * 37) % 256));
  network.reserve(ROWS);
  const { pixels, x, onlyMultiplied } = network;
  kernels.gatherBytes(bytes, null, 0, ROWS, network.inputSize, pixels, x, lean && onlyMultiplied);
  network.targets.data.fill(0);
  for (let r = 0; r < ROWS; r++) network.targets.data[3 * r + (r % 3)] = 1;
  network.forward(ROWS, true, lean);
  const { definition } = lossFor(softmaxCrossEntropy(), 3);
  const sum = definition.evaluate(kernels, network.logits, network.targets, network.dlogits, ROWS, 3, 1);
  network.backward(ROWS, true);
  return { sum, gradients: network.gradients.data.slice(), dx: network.dx!.data.slice() };
}

describe.each(["reference", "wasm"] as const)("a lean pass on %s", (backend) => {
  it.each(ACTIVATIONS)("goes back as one that keeps all does: %j", async (activation) => {
    for (const layers of [
      [{ kind: "flatten" }, { kind: "dense", units: 9 }, activation, { kind: "dense", units: 3 }],
      [
        ...[{ kind: "conv2d", filters: 2, kernel: 3 }, activation, { kind: "maxPool2d", size: 2 }],
        ...[{ kind: "flatten" }, { kind: "dense", units: 3 }],
      ],
    ]) {
      const spec = { input: [1, 8, 8], layers } as ModelSpec;
      expect(await gradients(spec, backend, true)).toEqual(await gradients(spec, backend, false));
    }
  });
});
