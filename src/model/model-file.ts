import { VERSION } from "../core/version.js";
import { sha256Hex } from "../format/digest.js";
import { encodeSafetensors, type NamedTensor } from "../format/safetensors.js";
import type { Model } from "./model.js";

/** What the metadata of a model's file say it is. */
export const MODEL_FORMAT = "chainrule-model";

/** The tensors of a model as its file holds them. */
export const modelTensors = (model: Model): NamedTensor[] =>
  [...model.parameters, ...model.buffers].map(({ name, shape, value }) => ({ name, shape, data: value }));

/** The texts of a model's file: all that is needed to make it again. */
export const modelMetadata = (model: Model): Record<string, string> => ({
  format: MODEL_FORMAT,
  version: VERSION,
  spec: JSON.stringify(model.spec),
  seed: String(model.seed),
  output: model.output,
  ...(model.classes === undefined ? {} : { classes: JSON.stringify(model.classes) }),
  ...(model.preprocessing === undefined ? {} : { preprocessing: model.preprocessing }),
});

/** A model as a safetensors file, which other tools read too. */
export const saveModel = (model: Model): Uint8Array<ArrayBuffer> =>
  encodeSafetensors({ tensors: modelTensors(model), metadata: modelMetadata(model) });

/** SHA-256 of all parameters and buffers in order, as hexadecimal: equal digests are equal weights, bit for bit. */
export const weightsDigest = (model: Model): Promise<string> =>
  sha256Hex(
    modelTensors(model).map(({ data }) =>
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice(),
    ),
  );
