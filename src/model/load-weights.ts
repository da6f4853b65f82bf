import { ChainruleError, display } from "../core/errors.js";
import { sameShape, showShape } from "../core/shape.js";
import { type NamedTensor, parseSafetensors } from "../format/safetensors.js";
import { layerName } from "../layers/layer.js";
import { Model } from "./model.js";
import { modelTensors } from "./model-file.js";
import { listed, meantBy } from "./patterns.js";

/** The layer of a parameter or buffer, as names begin with it: `0.conv2d` of `0.conv2d.W`. */
const layerOf = (name: string): string => name.slice(0, name.lastIndexOf("."));

/** Copies the parameters and running statistics of some layers out of another model, by name: the start of transfer
 *  learning. All else stays, and nothing is changed unless everything fits.
 *  @param from a model, or the bytes of a safetensors file such as `model.save()` gives
 *  @param options.layers names or patterns, as `model.freeze` takes them: "0.conv2d", ["0.*", "3.*"], or "*" for all
 *  @returns the names of what was copied
 *  Errors    E_FIELD a pattern that means nothing, a layer that the other model has not or has otherwise; E_SHAPE weights
 *            of another shape; E_FORMAT bytes that are no safetensors file
 *
 *  @example
 *  loadWeights(model, await readFile("digits-0-4.safetensors"), { layers: "0.conv2d" });
 *  model.freeze("0.conv2d"); */
export function loadWeights(
  model: Model,
  from: Model | Uint8Array,
  { layers }: { readonly layers: string | readonly string[] },
): readonly string[] {
  const there = tensorsOf(from);
  const own = modelTensors(model);
  const names = own.map(({ name }) => name);
  const meant = meantBy(layers, names, "layers");
  const wanted = own.filter(({ name }) => meant(name));
  for (const tensor of wanted) requireAlike(tensor, there);
  requireNoMore(new Set(names), there, meant);
  for (const { name, data } of wanted) (data as Float32Array).set(there.get(name)!.data as Float32Array);
  return wanted.map(({ name }) => name);
}

function tensorsOf(from: Model | Uint8Array): ReadonlyMap<string, NamedTensor> {
  if (from instanceof Model) return new Map(modelTensors(from).map((tensor) => [tensor.name, tensor]));
  if (from instanceof Uint8Array) return parseSafetensors(from, "the weights to load").tensors;
  throw new ChainruleError("E_FIELD", {
    where: "loadWeights",
    expected: "a model, or the bytes of a safetensors file",
    got: display(from),
    remedy: "Read the file first: loadWeights(model, await readFile(path), { layers }).",
  });
}

function requireAlike({ name, shape }: NamedTensor, there: ReadonlyMap<string, NamedTensor>): void {
  const other = there.get(name);
  const where = layerName(layerOf(name));
  const what = name.slice(layerOf(name).length + 1);
  if (other === undefined) {
    throw new ChainruleError("E_FIELD", {
      where,
      expected: `${what} of a layer of this name in the model that the weights come from`,
      got: `only ${listed([...there.keys()]) || "nothing"}`,
      remedy: "Leave the layer out, or build it as the other model has it, at the same place.",
    });
  }
  const floats = other.data instanceof Float32Array || other.data instanceof Float64Array;
  if (floats && sameShape(other.shape, shape)) return;
  throw new ChainruleError("E_SHAPE", {
    where,
    expected: `${what} of shape ${showShape(shape)}, as the model has it`,
    got: `${showShape(other.shape)}${floats ? "" : " of whole numbers"} in the model that the weights come from`,
    remedy: "Leave the layer out, or build it as the other model has it.",
  });
}

/** A layer that has more in the other model, a bias say, would not compute the same here. */
function requireNoMore(
  own: ReadonlySet<string>,
  there: ReadonlyMap<string, NamedTensor>,
  meant: (name: string) => boolean,
): void {
  const ownLayers = new Set([...own].map(layerOf));
  const more = [...there.keys()].find(
    (name) => meant(name) && ownLayers.has(layerOf(name)) && !own.has(name),
  );
  if (more === undefined) return;
  const layer = layerOf(more);
  throw new ChainruleError("E_FIELD", {
    where: layerName(layer),
    expected: `a layer with ${more.slice(layer.length + 1)}, as the model that the weights come from has it`,
    got: "one without",
    remedy: "Leave the layer out, or build it as the other model has it.",
  });
}
