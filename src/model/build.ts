import { ChainruleError, display } from "../core/errors.js";
import { choice, optional, parseFields, whole } from "../core/fields.js";
import type { BackendName } from "../kernels/spec.js";
import { wasmBackend } from "../kernels/wasm/index.js";
import { worthThreads } from "../kernels/wasm/worth.js";
import type { PlannedLayer } from "../layers/layer.js";
import { Model } from "./model.js";
import { Network } from "./network.js";
import { fullSpec, type ModelPlan, type ModelSpec, planModel } from "./plan.js";

/** How a model is made, apart from what it is. */
export interface BuildOptions {
  /** Of the initial weights, the order of samples, and all else that is random. Default 0. */
  seed?: number;
  /** `"wasm"` (float32, the default) or `"reference"` (float64, slow and plain). */
  backend?: BackendName;
  /** Samples to make room for at once; grows by itself when more come. */
  batchSize?: number;
  /** Threads to compute on, at most: as many as the machine runs at once, up to 4, if it is not said. What comes out is the same
   *  bits with any number. Small models, and pages that are not cross-origin isolated, get one. */
  threads?: number;
}

const optionFields = {
  seed: whole({ help: "the seed of all that is random", min: 0, fallback: 0 }),
  backend: choice(["wasm", "reference"], {
    help: "float32 SIMD, or float64 in plain TypeScript",
    fallback: "wasm",
  }),
  batchSize: optional(whole({ help: "samples to make room for", min: 1, max: 2 ** 24 })),
  threads: optional(whole({ help: "threads to compute on", min: 1, max: 64 })),
};

/** Makes a network with fresh weights.
 *  Errors    E_FIELD, E_SHAPE, naming the layer; E_FIELD when this engine has no WebAssembly SIMD
 *
 *  @example
 *  const model = await build({ input: [784], layers: [dense(30), sigmoid(), dense(10)] }, { seed: 1 }); */
export async function build(spec: ModelSpec, options: BuildOptions = {}): Promise<Model> {
  const { seed, backend, batchSize, threads = "all" } = parseFields(optionFields, options, "options");
  const plan = planModel(spec);
  const network = new Network(
    plan,
    backend === "wasm" ? await startWasm(plan, batchSize, threads) : await startReference(),
    seed,
  );
  if (batchSize !== undefined) network.reserve(batchSize);
  return new Model(fullSpec(plan), network, seed);
}

/** Fetched only when it is asked for, so that a page that trains on WebAssembly does not carry it. */
async function startReference() {
  const { referenceBackend } = await import("../kernels/reference/index.js");
  return referenceBackend();
}

/** Weights of a layer behind others from which on it pays to pass over what ReLU has left zero. */
const MANY_WEIGHTS = 2 ** 15;

/** Whether there are images, or matrices so wide that the kernels which come with those of images are worth fetching. */
const asksForWindows = (layers: readonly PlannedLayer[]): boolean =>
  layers.some(
    ({ plan: { windows, multiplyAdds, inner = [] } }, i) =>
      windows === true || (i > 0 && multiplyAdds >= MANY_WEIGHTS) || asksForWindows(inner),
  );

async function startWasm(plan: ModelPlan, batchSize: number | undefined, threads: number | "all") {
  const multiplyAdds = plan.layers.reduce((sum, { plan }) => sum + plan.multiplyAdds, 0);
  try {
    return await wasmBackend({
      windows: asksForWindows(plan.layers),
      threads: worthThreads(multiplyAdds, batchSize) ? threads : 1,
    });
  } catch (cause) {
    throw new ChainruleError(
      "E_FIELD",
      {
        where: "options.backend",
        expected: "an engine with WebAssembly SIMD (Node ≥ 16.4, browsers since 2021 to 2023)",
        got: display(String(cause)),
        remedy: 'Use a newer engine, or { backend: "reference" }, which is slow but runs anywhere.',
      },
      { cause },
    );
  }
}
