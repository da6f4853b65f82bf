// A training that goes on under other settings: the learning rate, the batch size, the penalties, the loss, the
// optimizer. The network is made anew with these, and gets what the old one had learnt.
import type { Model, Optimizer } from "chainrule";
import { putState, stateOf } from "./state.ts";

interface Pair {
  readonly model: Model;
  readonly optimizer: Optimizer;
}

/** Gives a new network of the same form the old one's weights, running statistics, state of random numbers, and what an
 *  optimizer of the same kind remembers. */
export function takeOver(from: Pair, to: Pair): void {
  const slots = to.optimizer.slotsFor(to.model.network);
  if (from.optimizer.spec.kind === to.optimizer.spec.kind) {
    const old = from.optimizer.slotsFor(from.model.network);
    for (const [i, slot] of slots.entries()) slot.data.set(old[i].data);
    to.optimizer.steps = from.optimizer.steps;
  }
  putState(to.model, stateOf(from.model));
  for (const [i, stream] of to.model.network.streams.entries())
    stream.state = from.model.network.streams[i].state;
  to.model.output = from.model.output;
}
