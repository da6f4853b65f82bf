import { type Fields, parseFields, real, type Values } from "../core/fields.js";
import type { Definition, Spec } from "../core/registry.js";
import type { Tensor } from "../core/tensor.js";
import type { Backend, Kernels, Penalty, Segment } from "../kernels/spec.js";
import { type Moment, rateAt } from "../schedules/index.js";

/** What an optimizer needs of a model: its memory, its parameters and gradients as one block each, and which of them it
 *  may move. */
export interface Optimizable {
  readonly backend: Backend;
  readonly values: Tensor;
  readonly gradients: Tensor;
  /** Another list whenever something has changed. */
  readonly segments: readonly Segment[];
}

/** What a user hands to an optimizer: a `Model`. */
export interface Trainable {
  /** @internal */
  readonly network: Optimizable;
  readonly parameters: readonly object[];
}

/** What one call of an optimizer's kernel works on: n parameters p, their gradients g and what is remembered of them. */
export interface Block {
  readonly p: Tensor;
  readonly g: Tensor;
  readonly slots: readonly Tensor[];
  readonly n: number;
  readonly penalty: Penalty;
}

/** An entry of the optimizer registry. Every definition has the fields `learningRate` and `weightDecay`. */
export interface OptimizerDefinition extends Definition {
  /** The names of what it remembers of every parameter, such as a velocity; one block each. */
  readonly slots: readonly string[];
  /** Set where weight decay is not a part of the gradient: `update` then sees to it. */
  readonly decoupled?: true;
  /** One step on a block. `steps` counts from 1. */
  update(kernels: Kernels, block: Block, rate: number, spec: Spec, steps: number): void;
}

export function defineOptimizer<F extends Fields>(definition: {
  kind: string;
  summary: string;
  fields: F;
  slots: readonly string[];
  decoupled?: true;
  update(kernels: Kernels, block: Block, rate: number, spec: Values<F>, steps: number): void;
}): OptimizerDefinition {
  return {
    ...definition,
    update: (kernels, block, rate, spec, steps) =>
      definition.update(kernels, block, rate, spec as unknown as Values<F>, steps),
  };
}

/** Weight decay as a part of the gradient: that of ½·weightDecay·p², for every parameter, biases too. */
export const weightDecay = real({ help: "added to the gradient: weightDecay · p", min: 0, fallback: 0 });

/** An optimizer at work: its settings, how many steps it has made, and what it remembers. One serves one model. */
export class Optimizer {
  readonly spec: Spec;
  /** Steps made so far. */
  steps = 0;
  readonly #definition: OptimizerDefinition;
  #slots: readonly Tensor[] | undefined;
  #model: Optimizable | undefined;
  #segments: readonly Segment[] | undefined;
  #blocks: readonly Block[] = [];

  constructor(definition: OptimizerDefinition, spec: Spec) {
    this.#definition = definition;
    this.spec = spec;
  }

  /** Moves the model's parameters against their gradients and penalties, in place; what is frozen stays.
   *  @param moment where the run stands, for a schedule; without one, this optimizer's own count of steps */
  step(model: Trainable, moment?: Moment): void {
    const { network } = model;
    const blocks = this.#blocksOf(network);
    const rate = this.rate(moment ?? { step: this.steps, epoch: 0, steps: this.steps + 1 });
    this.steps += 1;
    for (const block of blocks)
      this.#definition.update(network.backend.kernels, block, rate, this.spec, this.steps);
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
      this.#segments = undefined;
      this.steps = 0;
    }
    return this.#slots;
  }

  #blocksOf(network: Optimizable): readonly Block[] {
    const slots = this.slotsFor(network);
    if (this.#segments !== network.segments) {
      const { arena } = network.backend;
      const decay = this.#definition.decoupled ? 0 : (this.spec.weightDecay as number);
      this.#segments = network.segments;
      this.#blocks = network.segments.map(({ start, length, penalty: { l1, l2 } }) => ({
        p: arena.view(network.values, start, length),
        g: arena.view(network.gradients, start, length),
        slots: slots.map((slot) => arena.view(slot, start, length)),
        n: length,
        penalty: { l1, l2: l2 + decay },
      }));
    }
    return this.#blocks;
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
