import { real, whole } from "../../core/fields.js";
import { power } from "../../core/power.js";
import type { Rng } from "../../core/rng.js";
import { dimensionOf } from "../dimension.js";
import { isDone, lossesOf } from "../objective.js";
import { paretoOrder } from "../pareto.js";
import type { Json, Parameter, Values } from "../space.js";
import { drawValue, fill, type Known, type SamplerDefinition } from "./sampler.js";

interface NarrowingOptions {
  readonly perRound: number;
  readonly shrink: number;
}

/** Random search in rounds: the first over the whole ranges, each later one over ranges `shrink` times as wide, around the
 *  best that the rounds before have found. A range is narrowed on the parameter's own scale, and stays inside its bounds; of
 *  a choice, the best option is taken the surer the later the round.
 *  Source    Saito, "Deep Learning from Scratch" (ゼロから作る Deep Learning), 2016, §6.5 */
export const narrowing: SamplerDefinition = {
  kind: "narrowing",
  summary: "random search in rounds, each in a smaller range around the best so far",
  fields: {
    perRound: whole({ help: "trials in a round", min: 1, fallback: 20 }),
    shrink: real({
      help: "how wide a range is, as a share of the round before",
      above: 0,
      max: 1,
      fallback: 0.5,
    }),
  },
  suggest({ perRound, shrink }: NarrowingOptions, known, number, rng) {
    const round = Math.floor((number - 1) / perRound);
    const best = bestOf(known, round * perRound);
    if (best === undefined) return fill(known.space, (parameter) => drawValue(parameter, rng));
    const width = power(shrink, round);
    return fill(known.space, (parameter) => drawNear(parameter, best[parameter.name], width, rng));
  },
};

/** The values of the best of the first so many trials. */
function bestOf({ trials, goals }: Known, first: number): Values | undefined {
  const done = trials.filter(({ number }) => number <= first).filter(isDone);
  const [best] = paretoOrder(done.map(({ objectives }) => lossesOf(objectives, goals)));
  return best === undefined ? undefined : done[best].values;
}

/** @param width of the range, as a share of the whole one */
function drawNear(parameter: Parameter, centre: Json | undefined, width: number, rng: Rng): Json {
  if (centre === undefined) return drawValue(parameter, rng);
  if (parameter.kind === "choice") return rng.uniform() < width ? drawValue(parameter, rng) : centre;
  const { unitOf, valueAt } = dimensionOf(parameter);
  const start = Math.min(1 - width, Math.max(0, unitOf(centre as number) - width / 2));
  return valueAt(start + width * rng.uniform());
}
