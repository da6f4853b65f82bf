import { type Fields, parseFields, type Values } from "../core/fields.js";
import type { Definition, Spec } from "../core/registry.js";
import type { Tensor } from "../core/tensor.js";
import type { Backend, Kernels } from "../kernels/spec.js";
import { type Moment, rateAt } from "../schedules/index.js";

/** What an optimizer needs of a model: its memory, and its parameters and gradients as one block each. */
export interface Optimizable {
  readonly backend: Backend;
  readonly values: Tensor;
  readonly gradients: Tensor;
}

/** An entry of the optimizer registry. Every definition has a field `learningRate`. */
export interface OptimizerDefinition extends Definition {
  /** The names of what it remembers of every parameter, such as a velocity; one block each. */
  readonly slots: readonly string[];
  /** One step on the whole block of parameters p, given the gradients g. `steps` counts from 1. */
  update(
    kernels: Kernels,
    p: Tensor,
    g: Tensor,
    slots: readonly Tensor[],
    rate: number,
    spec: Spec,
    steps: number,
  ): void;
}

export function defineOptimizer<F extends Fields>(definition: {
  kind: string;
  summary: string;
  fields: F;
  slots: readonly string[];
  update(
    kernels: Kernels,
    p: Tensor,
    g: Tensor,
    slots: readonly Tensor[],
    rate: number,
    spec: Values<F>,
    steps: number,
  ): void;
}): OptimizerDefinition {
  return {
    ...definition,
    update: (kernels, p, g, slots, rate, spec, steps) =>
      definition.update(kernels, p, g, slots, rate, spec as unknown as Values<F>, steps),
  };
}

/** An optimizer at work: its settings, how many steps it has made, and what it remembers. One serves one model. */
export class Optimizer {
  readonly spec: Spec;
  /** Steps made so far. */
  steps = 0;
  readonly #definition: OptimizerDefinition;
  #slots: readonly Tensor[] | undefined;
  #model: Optimizable | undefined;

  constructor(definition: OptimizerDefinition, spec: Spec) {
    this.#definition = definition;
    this.spec = spec;
  }

  /** Moves the model's parameters against their gradients, in place.
   *  @param moment where the run stands, for a schedule; without one, this optimizer's own count of steps */
  step(model: { readonly network: Optimizable }, moment?: Moment): void {
    const { network } = model;
    const slots = this.slotsFor(network);
    const rate = this.rate(moment ?? { step: this.steps, epoch: 0, steps: this.steps + 1 });
    this.steps += 1;
    this.#definition.update(
      network.backend.kernels,
      network.values,
      network.gradients,
      slots,
      rate,
      this.spec,
      this.steps,
    );
  }

  /** The learning rate at a moment. */
  rate(moment: Moment): number {
    return rateAt(this.spec.learningRate as Spec, moment);
  }

  get slotNames(): readonly string[] {
    return this.#definition.slots;
  }

  /** What it remembers, in the model's memory; zeros at first. Another model starts afresh. */
  slotsFor(network: Optimizable): readonly Tensor[] {
    if (this.#slots === undefined || this.#model !== network) {
      this.#model = network;
      this.#slots = this.#definition.slots.map(() => network.backend.arena.allocate(network.values.length));
      this.steps = 0;
    }
    return this.#slots;
  }
}

/** An optimizer from its definition and its fields as written.
 *  Errors    E_FIELD */
export function createOptimizer(definition: OptimizerDefinition, fields: object): Optimizer {
  const where = `optimizer "${definition.kind}"`;
  return new Optimizer(definition, {
    kind: definition.kind,
    ...parseFields(definition.fields, fields, where),
  });
}
