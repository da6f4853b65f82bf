import { flag, whole } from "../../core/fields.js";
import type { Rng } from "../../core/rng.js";
import { isDone, lossesOf } from "../objective.js";
import { paretoOrder } from "../pareto.js";
import { isActive, type Space, type Values } from "../space.js";
import type { Trial } from "../trial.js";
import { Parzen } from "./parzen.js";
import { drawValue, fill, type Known, type SamplerDefinition } from "./sampler.js";

interface TpeOptions {
  readonly startup: number;
  readonly candidates: number;
  readonly multivariate: boolean;
}

/** The share of the trials that count as good, and the most of them. */
const GOOD = 0.1;
const MOST_GOOD = 25;

/** The tree-structured Parzen estimator: from the good trials a density l(x), from the others g(x); of some values drawn
 *  from l, the one with the largest l/g, for which the expected improvement is largest. A parameter that is there only under
 *  a condition learns from the trials that had it. Trials that are running count as not good, so that several workers do
 *  not try the same.
 *  Source    Bergstra, Bardenet, Bengio and Kégl, "Algorithms for hyper-parameter optimization", 2011; several objectives
 *            in the order of Ozaki et al., "Multiobjective tree-structured Parzen estimator", 2020 */
export const tpe: SamplerDefinition = {
  kind: "tpe",
  summary: "where good trials were more likely than the others (tree-structured Parzen estimator)",
  fields: {
    startup: whole({ help: "trials drawn at random before it begins", min: 1, fallback: 10 }),
    candidates: whole({
      help: "values that are drawn for each trial, to take the best of",
      min: 1,
      fallback: 24,
    }),
    multivariate: flag({
      help: "whether all parameters are weighed together, not each by itself",
      fallback: false,
    }),
  },
  suggest(options: TpeOptions, known, _number, rng) {
    const { space } = known;
    const { good, others } = divide(known);
    if (good.length + others.filter(({ state }) => state !== "running").length < options.startup)
      return fill(space, (parameter) => drawValue(parameter, rng));
    if (options.multivariate) return choose(space, {}, good, others, options.candidates, rng);
    return space.reduce<Values>((values, parameter) => {
      if (!isActive(parameter, values)) return values;
      const having = (trial: Trial) => Object.hasOwn(trial.values, parameter.name);
      return choose([parameter], values, good.filter(having), others.filter(having), options.candidates, rng);
    }, {});
  },
};

/** Draws from the density of the good, and takes what is least like the others. */
function choose(
  space: Space,
  before: Values,
  good: readonly Trial[],
  others: readonly Trial[],
  candidates: number,
  rng: Rng,
): Values {
  const valuesOf = (trials: readonly Trial[]) => trials.map(({ values }) => values);
  const l = new Parzen(space, valuesOf(good));
  const g = new Parzen(space, valuesOf(others));
  let best = before;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < candidates; i++) {
    const values = l.draw(rng, before);
    const gain = l.logDensity(values) - g.logDensity(values);
    if (gain > most || i === 0) [best, most] = [values, gain];
  }
  return best;
}

/** The good trials and the rest, each in order of their numbers. Best are those that are done, by their objectives; then
 *  those given up, by a pruner or by hand, the later the better; then those that diverged. Those that failed otherwise say nothing of their values. */
function divide({ trials, goals }: Known): { good: readonly Trial[]; others: readonly Trial[] } {
  const done = trials.filter(isDone);
  const ranked: Trial[] = paretoOrder(done.map(({ objectives }) => lossesOf(objectives, goals))).map(
    (i) => done[i],
  );
  const last = ({ reports }: Trial) => reports[reports.length - 1];
  const givenUp = trials.filter(
    (trial) => (trial.state === "pruned" || trial.state === "stopped") && last(trial) !== undefined,
  );
  const lossOf = (trial: Trial) => lossesOf(last(trial).values, goals)[0];
  ranked.push(...givenUp.sort((a, b) => last(b).step - last(a).step || lossOf(a) - lossOf(b)));
  ranked.push(
    ...trials.filter(({ state, failures }) => state === "failed" && failures.at(-1)?.reason === "diverged"),
  );
  const good = ranked.slice(0, Math.min(MOST_GOOD, Math.ceil(GOOD * ranked.length)));
  const others = [...ranked.slice(good.length), ...trials.filter(({ state }) => state === "running")];
  const byNumber = (a: Trial, b: Trial) => a.number - b.number;
  return { good: good.sort(byNumber), others: others.sort(byNumber) };
}
