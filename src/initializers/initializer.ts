import { choice, type Fields, type Values } from "../core/fields.js";
import type { Definition, Spec } from "../core/registry.js";
import type { Rng } from "../core/rng.js";

/** How many inputs and outputs one unit has. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** An entry of the initializer registry. */
export interface InitializerDefinition extends Definition {
  /** A function that gives one number after another. */
  sampler(spec: Spec, fans: Fans, rng: Rng): () => number;
}

export function defineInitializer<F extends Fields>(definition: {
  kind: string;
  summary: string;
  fields: F;
  sampler(spec: Values<F>, fans: Fans, rng: Rng): () => number;
}): InitializerDefinition {
  return {
    ...definition,
    sampler: (spec, fans, rng) => definition.sampler(spec as unknown as Values<F>, fans, rng),
  };
}

/** An initializer with mean 0 and the variance that `variance` gives: normal, or uniform on ±√(3·variance). */
export function varianceScaling(
  kind: string,
  summary: string,
  variance: (fans: Fans) => number,
): InitializerDefinition {
  return defineInitializer({
    kind,
    summary,
    fields: {
      distribution: choice(["normal", "uniform"], {
        help: "normal, or uniform with the same variance",
        fallback: "normal",
      }),
    },
    sampler({ distribution }, fans, rng) {
      const deviation = Math.sqrt(variance(fans));
      const bound = Math.sqrt(3) * deviation;
      return distribution === "normal"
        ? () => deviation * rng.normal()
        : () => bound * (2 * rng.uniform() - 1);
    },
  });
}
