import { planModel, summarise, version, weightsDigest } from "chainrule";
import { EXIT, type ExitCode } from "../errors.js";
import { type FoundModel, findModel } from "../model-source.js";
import { count, loss } from "../numbers.js";
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
  const rows = about.layers.map(({ index, kind, spec, output, parameters, multiplyAdds }) => [
    index,
    kind,
    detailsOf(spec),
    shape(output),
    parameters === 0 ? out.dim("–") : count(parameters),
    multiplyAdds === 0 ? out.dim("–") : count(multiplyAdds),
  ]);
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
      ["", "layer", "", "output", ">parameters", ">multiply-adds"],
      [...rows, ["", out.dim("in all"), "", "", count(about.parameters), count(about.multiplyAdds)]],
    ),
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
