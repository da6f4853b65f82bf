import { exp, log } from "../../core/math.js";
import type { Rng } from "../../core/rng.js";
import { dimensionOf } from "../dimension.js";
import { isActive, type Json, type Numeric, type Parameter, type Space, type Values } from "../space.js";
import { choiceKernel, type Kernel, normalKernel } from "./kernel.js";

/** One component of a mixture: for each parameter that it knows, a kernel. */
interface Component {
  readonly weight: number;
  readonly kernels: ReadonlyMap<string, Kernel>;
}

/** The most trials that count in full; of more, the older ones count less. */
const FULL = 25;

/** How sure of itself a kernel may get, as one over the number of trials, but never narrower than a hundredth. */
const NARROWEST = 100;

/** A density over the values of some parameters, made of what earlier trials had: a mixture with a component for each trial,
 *  and one, the prior, that knows nothing but the ranges.
 *  Source    Bergstra et al., "Algorithms for hyper-parameter optimization", 2011, §4; weights and the least width as in
 *            Watanabe, "Tree-structured Parzen estimator: understanding its algorithm components", 2023 */
export class Parzen {
  readonly #space: Space;
  readonly #prior: Component;
  readonly #components: readonly Component[];

  /** @param space  one parameter, or several whose values belong together
   *  @param trials the values of earlier trials, oldest first */
  constructor(space: Space, trials: readonly Values[]) {
    this.#space = space;
    const deviations = new Map(space.map((parameter) => [parameter.name, widths(parameter, space, trials)]));
    const spread = 1 / (trials.length + 1);
    const kernelOf = (parameter: Parameter, value: Json, deviation: number): Kernel =>
      parameter.kind === "choice"
        ? choiceKernel(parameter, value, parameter.options.length * spread)
        : normalKernel(parameter, dimensionOf(parameter).unitOf(value as number), deviation);
    this.#prior = { weight: 1, kernels: new Map(space.map((one) => [one.name, priorKernel(one)])) };
    const own = trials.map((values, i) => {
      const known = space.filter(({ name }) => Object.hasOwn(values, name));
      const kernels = known.map(
        (one) => [one.name, kernelOf(one, values[one.name], deviations.get(one.name)!(i))] as const,
      );
      return { weight: weightAt(i, trials.length), kernels: new Map(kernels) };
    });
    this.#components = [...own, this.#prior];
  }

  /** Values near those of a trial that is drawn by its weight; with `before`, those of the parameters around these. */
  draw(rng: Rng, before: Values): Values {
    const total = this.#components.reduce((sum, { weight }) => sum + weight, 0);
    let at = rng.uniform() * total;
    const component = this.#components.find(({ weight }) => (at -= weight) < 0) ?? this.#prior;
    const values: Record<string, Json> = { ...before };
    for (const parameter of this.#space)
      if (isActive(parameter, values))
        values[parameter.name] = this.#kernel(component, parameter.name).draw(rng);
    return values;
  }

  /** ln of the density of values, over those parameters that they have. */
  logDensity(values: Values): number {
    let sum = 0;
    let total = 0;
    for (const component of this.#components) {
      let product = component.weight;
      for (const { name } of this.#space)
        if (Object.hasOwn(values, name)) product *= this.#kernel(component, name).density(values[name]);
      sum += product;
      total += component.weight;
    }
    return log(sum / total);
  }

  /** A trial in which a parameter was not there knows nothing of it. */
  #kernel({ kernels }: Component, name: string): Kernel {
    return kernels.get(name) ?? this.#prior.kernels.get(name)!;
  }
}

const priorKernel = (parameter: Parameter): Kernel =>
  parameter.kind === "choice" ? choiceKernel(parameter, undefined, 1) : normalKernel(parameter, 0.5, 1);

/** Older trials than the last `FULL` count less, down to 1/n for the oldest. */
function weightAt(i: number, n: number): number {
  const old = n - FULL;
  if (i >= old) return 1;
  return old === 1 ? 1 / n : 1 / n + (i / (old - 1)) * (1 - 1 / n);
}

/** The deviation of each trial's kernel. Alone, a parameter has wide kernels where its trials are sparse: as far as the
 *  farther neighbour. Together with others, all have the same, which shrinks as n^(−1/(d+4)).
 *  Source    Scott, "Multivariate density estimation", 1992, for the exponent; Falkner et al., "BOHB", 2018, for the joint
 *            density */
function widths(parameter: Parameter, space: Space, trials: readonly Values[]): (trial: number) => number {
  if (parameter.kind === "choice") return () => 0;
  const n = trials.length;
  const least = 1 / Math.min(NARROWEST, n + 1);
  if (space.length > 1) {
    const joint = 0.2 * exp(-log(Math.max(1, n)) / (space.length + 4));
    return () => Math.max(least, joint);
  }
  const places = placesOf(parameter, trials);
  const sorted = [...places, 0.5].sort((a, b) => a - b);
  return (trial) => {
    const at = sorted.indexOf(places[trial]);
    const gaps = [at > 0 ? sorted[at] - sorted[at - 1] : 0, (sorted[at + 1] ?? sorted[at]) - sorted[at]];
    return Math.min(1, Math.max(least, ...gaps));
  };
}

const placesOf = (parameter: Numeric, trials: readonly Values[]): number[] => {
  const { unitOf } = dimensionOf(parameter);
  return trials.map((values) => unitOf(values[parameter.name] as number));
};
