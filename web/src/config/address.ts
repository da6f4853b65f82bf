// A Playground config as the part of an address after "#/playground?": only what differs from the defaults.

import { fromBase64, toBase64 } from "./base64.ts";
import {
  ACTIVATIONS,
  DEFAULTS,
  FEATURES,
  type FeatureName,
  type HiddenLayer,
  hidden,
  type OwnPoint,
  type PlaygroundConfig,
  parsePlayground,
} from "./playground.ts";

/** `4tanh-bn-d20`: four neurons, tanh, batch normalisation, a fifth of them dropped. */
const showLayer = ({ units, activation, batchNorm, dropout }: HiddenLayer): string =>
  `${units}${activation}${batchNorm ? "-bn" : ""}${dropout > 0 ? `-d${Math.round(dropout * 100)}` : ""}`;

function readLayer(text: string): HiddenLayer | undefined {
  const [, units, activation, bn, dropout] = /^(\d+)([a-zA-Z]+)(-bn)?(?:-d(\d+))?$/.exec(text) ?? [];
  const known = ACTIVATIONS.find((name) => name === activation);
  if (known === undefined) return undefined;
  return {
    ...hidden(Number(units), known),
    batchNorm: bn !== undefined,
    dropout: Number(dropout ?? 0) / 100,
  };
}

/** Five bytes for each point: its place in hundredths, and its class. */
function encodePoints(points: readonly OwnPoint[]): string {
  const view = new DataView(new ArrayBuffer(5 * points.length));
  for (const [i, [x1, x2, label]] of points.entries()) {
    view.setInt16(5 * i, Math.round(x1 * 100));
    view.setInt16(5 * i + 2, Math.round(x2 * 100));
    view.setUint8(5 * i + 4, label);
  }
  return toBase64(new Uint8Array(view.buffer));
}

function decodePoints(text: string): OwnPoint[] {
  const bytes = fromBase64(text) ?? new Uint8Array(0);
  const view = new DataView(bytes.buffer);
  return Array.from({ length: Math.floor(bytes.length / 5) }, (_, i) => [
    view.getInt16(5 * i) / 100,
    view.getInt16(5 * i + 2) / 100,
    view.getUint8(5 * i + 4),
  ]);
}

const show = (name: keyof PlaygroundConfig, config: PlaygroundConfig): string => {
  if (name === "layers") return config.layers.map(showLayer).join(",");
  if (name === "points") return encodePoints(config.points);
  if (name === "expressions") return config.expressions.join(";");
  if (name === "features") return config.features.join(",");
  return String(config[name]);
};

/** The query of an address, without its question mark; empty for the defaults. */
export function encodePlayground(config: PlaygroundConfig): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(DEFAULTS) as (keyof PlaygroundConfig)[]) {
    const text = show(name, config);
    if (text !== show(name, DEFAULTS)) query.set(name, text);
  }
  return query.toString();
}

/** Networks up to this size have their weights in the address. */
export const MOST_WEIGHTS = 1400;

/** What a network has learnt, and after how many epochs: the rest of an address. Float32, so that it is exact. */
export const encodeState = (epoch: number, state: Float32Array): string =>
  state.length > MOST_WEIGHTS
    ? ""
    : `epoch=${epoch}&w=${toBase64(new Uint8Array(state.buffer, state.byteOffset, state.byteLength))}`;

function epochOf(query: URLSearchParams): number | undefined {
  const epoch = Number(query.get("epoch"));
  return Number.isSafeInteger(epoch) && epoch >= 0 && epoch <= 1e9 ? epoch : undefined;
}

export function decodeState(query: URLSearchParams): { epoch: number; state: Float32Array } | undefined {
  const bytes = fromBase64(query.get("w") ?? "");
  const epoch = epochOf(query);
  if (!bytes || bytes.length === 0 || bytes.length % 4 !== 0 || bytes.length > 8 * MOST_WEIGHTS)
    return undefined;
  const state = new Float32Array(bytes.buffer);
  return epoch === undefined || !state.every(Number.isFinite) ? undefined : { epoch, state };
}

/** In place of the weights of a larger network, the digest under which this browser keeps them. */
export const encodeKept = (epoch: number, digest: string): string => `epoch=${epoch}&kept=${digest}`;

export function decodeKept(query: URLSearchParams): { epoch: number; digest: string } | undefined {
  const digest = query.get("kept") ?? "";
  const epoch = epochOf(query);
  return epoch === undefined || !/^[0-9a-f]{64}$/.test(digest) ? undefined : { epoch, digest };
}

/** The config of such a query. What it does not say, or says wrongly, has its default. */
export function decodePlayground(query: URLSearchParams): PlaygroundConfig {
  const given: Record<string, unknown> = {};
  for (const [name, fallback] of Object.entries(DEFAULTS)) {
    const text = query.get(name);
    if (text === null) continue;
    if (name === "layers") given.layers = text === "" ? [] : text.split(",").map(readLayer);
    else if (name === "features")
      given.features = text.split(",").filter((feature) => FEATURES.includes(feature as FeatureName));
    else if (name === "points") given.points = decodePoints(text);
    else if (name === "expressions") given.expressions = text.split(";");
    else given[name] = typeof fallback === "number" ? Number(text) : text;
  }
  return parsePlayground(given);
}
