// A Playground config as the part of an address after "#/playground?": only what differs from the defaults.
import {
  ACTIVATIONS,
  DEFAULTS,
  FEATURES,
  type FeatureName,
  type HiddenLayer,
  hidden,
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

const show = (name: keyof PlaygroundConfig, config: PlaygroundConfig): string => {
  if (name === "layers") return config.layers.map(showLayer).join(",");
  // a plus would stand for a space
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

/** The config of such a query. What it does not say, or says wrongly, has its default. */
export function decodePlayground(query: URLSearchParams): PlaygroundConfig {
  const given: Record<string, unknown> = {};
  for (const [name, fallback] of Object.entries(DEFAULTS)) {
    const text = query.get(name);
    if (text === null) continue;
    if (name === "layers") given.layers = text === "" ? [] : text.split(",").map(readLayer);
    else if (name === "features")
      given.features = text.split(",").filter((feature) => FEATURES.includes(feature as FeatureName));
    else given[name] = typeof fallback === "number" ? Number(text) : text;
  }
  return parsePlayground(given);
}
