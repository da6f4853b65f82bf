// All that a network has learnt as one array: the parameters, then the running statistics.
import type { Model } from "chainrule";

const parts = ({ parameters, buffers }: Model) => [...parameters, ...buffers].map(({ value }) => value);

export function stateOf(model: Model): Float32Array<ArrayBuffer> {
  const values = parts(model);
  const state = new Float32Array(values.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const value of values) {
    state.set(value, at);
    at += value.length;
  }
  return state;
}

/** Puts a state back. One of another network is not taken. */
export function putState(model: Model, state: Float32Array): boolean {
  const values = parts(model);
  if (values.reduce((sum, { length }) => sum + length, 0) !== state.length) return false;
  let at = 0;
  for (const value of values) {
    value.set(state.subarray(at, at + value.length));
    at += value.length;
  }
  return true;
}
