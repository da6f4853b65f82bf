import type { Shape } from "../core/shape.js";
import type { FloatArray } from "../core/tensor.js";
import { VERSION } from "../core/version.js";
import { sha256Hex } from "../format/digest.js";
import { encodeSafetensors, type NamedTensor } from "../format/safetensors.js";
import type { OutputFunction } from "../losses/loss.js";
import type { ModelSpec } from "./plan.js";

/** What the metadata of a model's file say it is. */
export const MODEL_FORMAT = "chainrule-model";

interface Stored {
  readonly name: string;
  readonly shape: Shape;
  readonly value: FloatArray;
}

/** What of a model goes into its file. */
interface Storable {
  readonly spec: ModelSpec;
  readonly seed: number;
  readonly output: OutputFunction;
  readonly classes?: readonly string[];
  readonly preprocessing?: string;
  readonly parameters: readonly Stored[];
  readonly buffers: readonly Stored[];
}

/** The tensors of a model as its file holds them. */
export const modelTensors = (model: Storable): NamedTensor[] =>
  [...model.parameters, ...model.buffers].map(({ name, shape, value }) => ({ name, shape, data: value }));

/** The texts of a model's file: all that is needed to make it again. */
export const modelMetadata = (model: Storable): Record<string, string> => ({
  format: MODEL_FORMAT,
  version: VERSION,
  spec: JSON.stringify(model.spec),
  seed: String(model.seed),
  output: model.output,
  ...(model.classes === undefined ? {} : { classes: JSON.stringify(model.classes) }),
  ...(model.preprocessing === undefined ? {} : { preprocessing: model.preprocessing }),
});

/** A model as a safetensors file, which other tools read too. */
export const saveModel = (model: Storable): Uint8Array<ArrayBuffer> =>
  encodeSafetensors({ tensors: modelTensors(model), metadata: modelMetadata(model) });

/** SHA-256 of all parameters and buffers in order, as hexadecimal: equal digests are equal weights, bit for bit. */
export const weightsDigest = (model: Storable): Promise<string> =>
  sha256Hex(
    modelTensors(model).map(({ data }) =>
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice(),
    ),
  );
