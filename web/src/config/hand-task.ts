// What can be worked by hand: a network of dense layers, its numbers, one sample, and a learning rate; and its way into the
// address and back. "net=2sigmoid,2sigmoid&x=.1,.2&t=.01,.99&w=…&lr=0.5"

export const HAND_ACTIVATIONS = ["sigmoid", "tanh", "relu", "linear"] as const;
export type HandActivation = (typeof HAND_ACTIVATIONS)[number];

/** Of more, no picture could be read. The outputs are a layer, too. */
export const HAND_MOST = { layers: 4, units: 8, inputs: 8 } as const;

export interface HandTask {
  readonly layers: readonly { readonly units: number; readonly activation: HandActivation }[];
  readonly inputs: readonly number[];
  readonly targets: readonly number[];
  /** W and b of each layer, in turn; W has a row per input. */
  readonly parameters: readonly (readonly number[])[];
  readonly learningRate: number;
}

/** The parameters of a task, from all their numbers end to end; undefined if these are more or fewer. */
export function divideParameters(
  layers: HandTask["layers"],
  inputs: number,
  all: ArrayLike<number>,
): number[][] | undefined {
  const sizes = layers.flatMap(({ units }, l) => [units * (l === 0 ? inputs : layers[l - 1].units), units]);
  if (all.length !== sizes.reduce((sum, size) => sum + size, 0)) return undefined;
  const values = Array.from(all);
  return sizes.map((size) => values.splice(0, size));
}

const list = (values: readonly number[]): string =>
  values.map((value) => String(Number(value.toPrecision(12)))).join(",");

export function showTask({ layers, inputs, targets, parameters, learningRate }: HandTask): string {
  return new URLSearchParams({
    net: layers.map(({ units, activation }) => units + activation).join(","),
    x: list(inputs),
    t: list(targets),
    w: list(parameters.flat()),
    lr: String(learningRate),
  }).toString();
}

/** What an address says, if that is a network with all its numbers. */
export function readTask(query: URLSearchParams): HandTask | undefined {
  const numbers = (name: string) =>
    (query.get(name) ?? "").split(",").map((text) => (text === "" ? Number.NaN : Number(text)));
  const layers = (query.get("net") ?? "").split(",").map((text) => {
    const [, units, kind] = /^(\d)(\w+)$/.exec(text) ?? [];
    return { units: Number(units), activation: HAND_ACTIVATIONS.find((one) => one === kind) };
  });
  const isLayer = (layer: (typeof layers)[number]): layer is HandTask["layers"][number] =>
    layer.activation !== undefined && layer.units >= 1 && layer.units <= HAND_MOST.units;
  if (layers.length > HAND_MOST.layers || !layers.every(isLayer)) return undefined;
  const [inputs, targets] = [numbers("x"), numbers("t")];
  const parameters = divideParameters(layers, inputs.length, numbers("w"));
  const learningRate = Number(query.get("lr") || Number.NaN);
  if (
    parameters === undefined ||
    targets.length !== layers[layers.length - 1].units ||
    inputs.length > HAND_MOST.inputs ||
    ![...inputs, ...targets, ...parameters.flat(), learningRate].every(Number.isFinite)
  )
    return undefined;
  return { layers, inputs, targets, parameters, learningRate };
}
