// The layers of a network for digits, as a person edits them and as an address has them: "conv8k5-relu,max2,dense128-relu".
// Between them, images become rows where that is needed, and the layer of ten outputs comes last; nobody has to add these.
import type { Spec } from "chainrule";
import { oneOf, whole, within } from "./checked.ts";
import { ACTIVATIONS, type ActivationName } from "./playground.ts";

/** A dense or convolutional layer brings its activation with it. */
export type DigitsLayer =
  | { readonly kind: "dense"; readonly units: number; readonly activation: ActivationName }
  | {
      readonly kind: "conv2d";
      readonly filters: number;
      readonly kernel: number;
      readonly stride: number;
      readonly padding: number;
      readonly activation: ActivationName;
    }
  | { readonly kind: "maxPool2d"; readonly size: number }
  | { readonly kind: "avgPool2d"; readonly size: number }
  | { readonly kind: "batchNorm" }
  | { readonly kind: "dropout"; readonly rate: number }
  | { readonly kind: "activation"; readonly activation: ActivationName };

export type DigitsLayerKind = DigitsLayer["kind"];

/** A new layer of each kind. */
export const NEW_LAYERS: { readonly [K in DigitsLayerKind]: Extract<DigitsLayer, { kind: K }> } = {
  dense: { kind: "dense", units: 100, activation: "relu" },
  conv2d: { kind: "conv2d", filters: 8, kernel: 5, stride: 1, padding: 0, activation: "relu" },
  maxPool2d: { kind: "maxPool2d", size: 2 },
  avgPool2d: { kind: "avgPool2d", size: 2 },
  batchNorm: { kind: "batchNorm" },
  dropout: { kind: "dropout", rate: 0.3 },
  activation: { kind: "activation", activation: "relu" },
};
export const LAYER_KINDS = Object.keys(NEW_LAYERS) as DigitsLayerKind[];

export const MOST_DIGITS_LAYERS = 24;

/** The numbers of a layer, and between what they may be. */
export const NUMBERS = {
  units: [1, 1024],
  filters: [1, 128],
  kernel: [1, 11],
  stride: [1, 4],
  padding: [0, 5],
  size: [2, 4],
  rate: [0, 0.9],
} as const satisfies Record<string, readonly [number, number]>;
export type NumberName = keyof typeof NUMBERS;

/** A layer of what came from outside, or nothing: numbers out of range have their defaults. */
export function parseDigitsLayer(value: unknown): DigitsLayer | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const given = value as Record<string, unknown>;
  const kind = LAYER_KINDS.find((name) => name === given.kind);
  if (kind === undefined) return undefined;
  const fallback: Record<string, unknown> = { ...NEW_LAYERS[kind] };
  for (const [name, usual] of Object.entries(fallback)) {
    if (name === "activation") fallback[name] = oneOf(given[name], ACTIVATIONS, usual as ActivationName);
    else if (name !== "kind") {
      const [min, max] = NUMBERS[name as NumberName];
      fallback[name] = (name === "rate" ? within : whole)(given[name], min, max, usual as number);
    }
  }
  return fallback as unknown as DigitsLayer;
}

/** As an address has it. */
export function showDigitsLayer(layer: DigitsLayer): string {
  switch (layer.kind) {
    case "dense":
      return `dense${layer.units}-${layer.activation}`;
    case "conv2d": {
      const stride = layer.stride === 1 ? "" : `s${layer.stride}`;
      const padding = layer.padding === 0 ? "" : `p${layer.padding}`;
      return `conv${layer.filters}k${layer.kernel}${stride}${padding}-${layer.activation}`;
    }
    case "maxPool2d":
      return `max${layer.size}`;
    case "avgPool2d":
      return `avg${layer.size}`;
    case "batchNorm":
      return "bn";
    case "dropout":
      return `drop${Math.round(layer.rate * 100)}`;
    case "activation":
      return layer.activation;
  }
}

/** What `showDigitsLayer` wrote, still to be checked. */
export function readDigitsLayer(text: string): unknown {
  const [, word = "", rest = "", activation] = /^([a-zA-Z]+)([\dksp]*)(?:-(\w+))?$/.exec(text) ?? [];
  const first = Number.parseInt(rest, 10);
  const after = (letter: string) => Number(new RegExp(`${letter}(\\d+)`).exec(rest)?.[1] ?? Number.NaN);
  switch (word) {
    case "dense":
      return { kind: "dense", units: first, activation };
    case "conv":
      return {
        ...{ kind: "conv2d", filters: first, kernel: after("k"), activation },
        ...{ stride: after("s"), padding: after("p") },
      };
    case "max":
      return { kind: "maxPool2d", size: first };
    case "avg":
      return { kind: "avgPool2d", size: first };
    case "bn":
      return { kind: "batchNorm" };
    case "drop":
      return { kind: "dropout", rate: first / 100 };
    default:
      return ACTIVATIONS.includes(word as ActivationName)
        ? { kind: "activation", activation: word }
        : undefined;
  }
}

const windows = new Set<DigitsLayerKind>(["conv2d", "maxPool2d", "avgPool2d"]);

/** Whether the network reads images, not rows of pixels. */
export const readsImages = (layers: readonly DigitsLayer[]): boolean => {
  const first = layers.find(({ kind }) => kind === "dense" || windows.has(kind));
  return first !== undefined && windows.has(first.kind);
};

/** As the library has them. `init` is what every layer with weights begins with. */
export function layerSpecs(layers: readonly DigitsLayer[], init: Record<string, unknown>): Spec[] {
  const specs: Spec[] = [];
  let image = readsImages(layers);
  const toRow = () => {
    if (image) specs.push({ kind: "flatten" });
    image = false;
  };
  for (const layer of layers) {
    const { kind } = layer;
    if (kind === "dense") toRow();
    if (kind === "activation") specs.push({ kind: layer.activation });
    else if (kind === "dense" || kind === "conv2d") {
      const { activation, ...own } = layer;
      specs.push({ ...own, ...init });
      if (activation !== "linear") specs.push({ kind: activation });
    } else specs.push({ ...layer });
  }
  toRow();
  specs.push({ kind: "dense", units: 10, ...init });
  return specs;
}
