import { load, type Model, planModel, type Spec, windowGeometry } from "chainrule";
import functions from "./plain.js?raw";

type Layer = ReturnType<typeof planModel>["layers"][number];
type Pair = number | readonly [number, number];

/** A network as one JavaScript file that needs nothing else: its weights, and `predict`, which computes what the model's
 *  `predict` does for one sample, in float64. Dropout is left out, batch normalisation uses the averages of training.
 *  @param source a model, or the bytes of its file
 *  Errors    those of `load` */
export async function plainPredict(source: Model | Uint8Array): Promise<string> {
  const model = source instanceof Uint8Array ? await load(source) : source;
  const plan = planModel(model.spec);
  const tensors = [...model.parameters, ...model.buffers];
  const stored = new Map(tensors.map(({ name, value }, i) => [name, { id: `t${i}`, name, value }]));
  const tensor = (name: string) => stored.get(name)?.id ?? "null";
  const steps = plan.layers.flatMap((layer) => linesOf(layer, tensor));
  const output = model.output === "none" ? "y" : `${model.output}(y)`;
  const size = plan.input.reduce((product, extent) => product * extent, 1);
  const program = [
    `export const classes = ${JSON.stringify(model.classes ?? null)};`,
    `export const preprocessing = ${JSON.stringify(model.preprocessing ?? null)};`,
    "",
    ...[...stored.values()].map(
      ({ id, name, value }) => `const ${id} = floats("${base64(value)}"); // ${name}`,
    ),
    "",
    `/** What the network makes of one sample, ${size} numbers in the shape [${plan.input.join(", ")}], in one flat array; bytes are`,
    ` *  pixels, and are divided by 255. Gives ${meaningOf(model.output)}. */`,
    "export function predict(x) {",
    `  if (x.length !== ${size}) throw new RangeError(\`predict: expected ${size} numbers, got \${x.length}\`);`,
    "  let y = Float64Array.from(x, (value) => (x instanceof Uint8Array ? value / 255 : value));",
    ...steps.map((line) => `  ${line}`),
    `  return Array.from(${output});`,
    "}",
  ].join("\n");
  return `// A neural network, exported from Chainrule. It needs nothing but this file.\n\n${program}\n\n${neededBy(program)}\n`;
}

const MEANINGS = {
  softmax: "the probability of each class",
  sigmoid: "a probability for each output",
  none: "the values of its outputs",
} as const;
const meaningOf = (output: Model["output"]): string => MEANINGS[output];

/** What a layer does to y, in evaluation. */
function linesOf({ kind, name, spec, input, plan }: Layer, tensor: (name: string) => string): string[] {
  const [W, b, gamma, beta] = ["W", "b", "gamma", "beta"].map((part) => tensor(`${name}.${part}`));
  const value = (field: string) => JSON.stringify((spec as Spec)[field]);
  switch (kind) {
    case "flatten":
    case "dropout":
    case "linear":
      return [];
    case "dense":
      return [`y = dense(y, ${W}, ${b}, ${value("units")});`];
    case "conv2d":
      return [`y = conv2d(y, ${W}, ${b}, ${geometry(spec, input, spec.kernel as Pair, plan.output[0])});`];
    case "maxPool2d":
    case "avgPool2d":
      return [`y = ${kind}(y, ${geometry(spec, input, spec.size as Pair)});`];
    case "globalAvgPool2d":
      return [`y = globalAvgPool2d(y, ${input[0]});`];
    case "batchNorm": {
      const [mean, variance] = ["runningMean", "runningVariance"].map((part) => tensor(`${name}.${part}`));
      return [`y = batchNorm(y, ${mean}, ${variance}, ${value("epsilon")}, ${gamma}, ${beta});`];
    }
    case "layerNorm":
      return [`y = layerNorm(y, ${value("epsilon")}, ${gamma}, ${beta});`];
    case "residual": {
      const inner = (plan.inner ?? []).flatMap((layer) => linesOf(layer, tensor));
      return ["{", "  const before = y;", ...inner.map((line) => `  ${line}`), "  y = add(before, y);", "}"];
    }
    case "leakyRelu":
      return [`y = leakyRelu(y, ${value("slope")});`];
    case "elu":
      return [`y = elu(y, ${value("alpha")});`];
    default: // the other activations, which have no fields
      return [`y = ${kind}(y);`];
  }
}

function geometry(spec: Spec, input: readonly number[], kernel: Pair, filters?: number): string {
  const { stride = kernel, padding } = spec as Spec & { stride?: Pair; padding: Pair | "same" };
  return JSON.stringify(windowGeometry({ kernel, stride, padding }, input, spec.kind, filters));
}

/** Each function of plain.js, with the comment before it. */
const blocks = new Map(
  functions
    .trim()
    .split(/\n(?=\/\*\*)/)
    .map((text) => [/^export function (\w+)/m.exec(text)![1], text.trim().replace(/^export /m, "")] as const),
);

/** The functions that a program calls, and those that they call. */
function neededBy(program: string): string {
  const needed = new Set<string>();
  const look = (text: string) => {
    for (const [name, block] of blocks) {
      if (needed.has(name) || !new RegExp(`(?<!\\.)\\b${name}\\(`).test(text)) continue;
      needed.add(name);
      look(block);
    }
  };
  look(program);
  return [...blocks]
    .filter(([name]) => needed.has(name))
    .map(([, block]) => block)
    .join("\n\n");
}

/** The numbers as float32, four bytes each, the lowest first. */
function base64(values: ArrayLike<number>): string {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i], true);
  const bytes = new Uint8Array(view.buffer);
  let text = "";
  for (let from = 0; from < bytes.length; from += 0x8000)
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(text);
}
