import { ChainruleError, display } from "../core/errors.js";
import { sameShape, showShape } from "../core/shape.js";
import { parseJson } from "../format/json.js";
import { parseSafetensors, type Safetensors } from "../format/safetensors.js";
import { addEveryLayer } from "../layers/all.js";
import type { OutputFunction } from "../losses/loss.js";
import { type BuildOptions, build } from "./build.js";
import type { Model } from "./model.js";
import { MODEL_FORMAT } from "./model-file.js";
import type { ModelSpec } from "./plan.js";

const OUTPUTS: readonly OutputFunction[] = ["softmax", "sigmoid", "none"];

/** Makes the model that a file holds.
 *  Errors    E_FORMAT for bytes that are no model file; E_FIELD, E_SHAPE for a spec that is none */
export async function load(
  bytes: Uint8Array,
  options: Pick<BuildOptions, "backend" | "batchSize" | "threads"> & { where?: string } = {},
): Promise<Model> {
  const { where = "model file", ...rest } = options;
  return modelFrom(parseSafetensors(bytes, where), where, rest);
}

/** Makes a model from what a file of its holds; `load` and checkpoints share it. */
export async function modelFrom(file: Safetensors, where: string, options: BuildOptions): Promise<Model> {
  addEveryLayer();
  const { metadata } = file;
  const { spec, seed, output, classes, preprocessing } = metadata;
  if (metadata.format !== MODEL_FORMAT || spec === undefined) {
    throw new ChainruleError("E_FORMAT", {
      where,
      expected: `a safetensors file with "format": "${MODEL_FORMAT}" and the network's spec in its metadata`,
      got: metadata.format === undefined ? "no such metadata" : display(metadata.format),
      remedy: "Give a model.safetensors that Chainrule has written.",
    });
  }
  const wholeSeed = Number(seed);
  const model = await build(parseJson(spec, `spec of ${where}`) as ModelSpec, {
    ...options,
    seed: Number.isSafeInteger(wholeSeed) && wholeSeed >= 0 ? wholeSeed : 0,
  });
  copyTensors(file, model, where);
  model.output = OUTPUTS.find((known) => known === output) ?? "none";
  if (classes !== undefined) model.classes = parseClasses(classes, where);
  if (preprocessing !== undefined) model.preprocessing = preprocessing;
  return model;
}

function parseClasses(text: string, where: string): readonly string[] {
  const classes = parseJson(text, `classes of ${where}`);
  if (Array.isArray(classes) && classes.every((name) => typeof name === "string")) return classes;
  throw new ChainruleError("E_FORMAT", {
    where: `classes of ${where}`,
    expected: "a list of texts",
    got: display(classes),
    remedy: "The file is damaged: get it again from where it came.",
  });
}

function copyTensors(file: Safetensors, model: Model, where: string): void {
  for (const { name, shape, value } of [...model.parameters, ...model.buffers]) {
    const stored = file.tensors.get(name);
    if (stored === undefined || !sameShape(stored.shape, shape) || typeof stored.data[0] === "bigint") {
      throw new ChainruleError("E_FORMAT", {
        where: `tensor "${name}" of ${where}`,
        expected: `floats of shape ${showShape(shape)}, as the network's spec has it`,
        got: stored === undefined ? "no such tensor" : showShape(stored.shape),
        remedy: "The file is damaged: get it again from where it came.",
      });
    }
    value.set(stored.data as Float32Array);
  }
}
