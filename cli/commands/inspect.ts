import { type LayerSummary, planModel, summarise, version, weightsDigest } from "chainrule";
import { EXIT, type ExitCode } from "../errors.js";
import { type FoundModel, findModel } from "../model-source.js";
import { bytes, count, loss } from "../numbers.js";
import { statisticsOf } from "../statistics.js";
import { table } from "../table.js";
import { out, print, printJson } from "../terminal.js";

/** `chainrule inspect`: layers, weights and origin. */
export async function inspectCommand(asked: string, { json }: { json?: boolean }): Promise<ExitCode> {
  const found = await findModel(asked);
  const document = await describe(found);
  if (json) printJson(document);
  else print(textOf(document));
  return EXIT.done;
}

/** What the last two columns count. */
const MEMORY_NOTE = `
  Memory as float32. Weights are parameters and running statistics; training takes as much again for the
  gradients, and for each slot of the optimizer (momentum has one, adam two). Outputs are those of all layers
  for one sample of a batch; training takes as much again for their gradients.`;

type Figures = Pick<LayerSummary, "parameters" | "multiplyAdds" | "weightBytes" | "activationBytes">;
type Description = Awaited<ReturnType<typeof describe>>;

async function describe({ model, path, run, data }: FoundModel) {
  const layers = summarise(planModel(model.spec)).map((layer) => ({
    ...layer,
    spec: model.spec.layers[layer.index],
  }));
  const sum = (of: (layer: (typeof layers)[number]) => number) =>
    layers.reduce((total, layer) => total + of(layer), 0);
  return {
    model: path,
    run,
    data,
    input: model.spec.input,
    layers,
    parameters: sum((layer) => layer.parameters),
    weightBytes: sum((layer) => layer.weightBytes),
    activationBytes: sum((layer) => layer.activationBytes),
    multiplyAdds: sum((layer) => layer.multiplyAdds),
    weights: [...model.parameters, ...model.buffers].map(({ name, shape, value }) => ({
      name,
      shape,
      ...statisticsOf(value),
    })),
    output: model.output,
    classes: model.classes,
    preprocessing: model.preprocessing,
    seed: model.seed,
    weightsDigest: await weightsDigest(model),
    version,
  };
}

function textOf(about: Description): string {
  const shape = (extents: readonly number[]) => extents.join("×");
  const none = out.dim("–");
  const figures = ({ parameters, multiplyAdds, weightBytes, activationBytes }: Figures) => [
    parameters === 0 ? none : count(parameters),
    multiplyAdds === 0 ? none : count(multiplyAdds),
    weightBytes === 0 ? none : bytes(weightBytes),
    activationBytes === 0 ? none : bytes(activationBytes),
  ];
  const rows = about.layers.map((layer) => {
    const { index, kind, spec, output } = layer;
    return [index, kind, detailsOf(spec), shape(output), ...figures(layer)];
  });
  const weights = about.weights.map(({ name, shape: extents, mean, std, min, max, zeros }) => [
    name,
    shape(extents),
    loss(mean),
    loss(std),
    loss(min),
    loss(max),
    zeros === 0 ? out.dim("–") : count(zeros),
  ]);
  const facts = [
    ["input", shape(about.input)],
    ["output", about.output],
    ["classes", about.classes?.join(", ")],
    ["prepared as", about.preprocessing],
    ["trained on", about.data],
    ["seed", about.seed],
    ["weights", about.weightsDigest],
  ].filter(([, value]) => value !== undefined);
  return [
    `${out.bold(about.model)}`,
    "",
    table(
      ["", "layer", "", "output", ">parameters", ">multiply-adds", ">weights", ">a sample's outputs"],
      [...rows, ["", out.dim("in all"), "", "", ...figures(about)]],
    ),
    out.dim(MEMORY_NOTE),
    "",
    table(["weights", "shape", ">mean", ">std", ">min", ">max", ">zeros"], weights),
    "",
    table(
      ["", ""],
      facts.map(([name, value]) => [out.dim(String(name)), String(value)]),
    )
      .split("\n")
      .slice(1)
      .join("\n"),
  ].join("\n");
}

/** The fields of a layer that say how it computes, without those that say how it starts. */
function detailsOf({
  kind: _,
  units: __,
  weightInit,
  biasInit: ___,
  ...rest
}: Record<string, unknown>): string {
  const shown = Object.entries(rest).filter(([name, value]) => !(name === "bias" && value === true));
  const init = weightInit === undefined ? [] : [`from ${(weightInit as { kind: string }).kind}`];
  return out.dim([...shown.map(([name, value]) => `${name} ${JSON.stringify(value)}`), ...init].join(", "));
}
