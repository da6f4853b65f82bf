// Runs cases and compares what comes of them.
import type { Bytes, Tensor } from "../../src/core/tensor.js";
import type { Backend } from "../../src/kernels/spec.js";
import { wasmBackend } from "../../src/kernels/wasm/index.js";
import type { Case, Input } from "./case.js";

const GUARD = 7; // odd, so that tensors start where no vector does, as parameters within their block do

const SENTINEL = 12345.625;

/** A tensor with guards on both sides, which nothing may write to. */
export function guarded({ arena }: Backend, values: Input): { tensor: Tensor | Bytes; untouched(): boolean } {
  if (values instanceof Uint8Array) {
    const whole = arena.allocateBytes(values.length + GUARD);
    whole.data.fill(77).set(values);
    return {
      tensor: { offset: whole.offset, data: whole.data.subarray(0, values.length) },
      untouched: () => whole.data.subarray(values.length).every((byte) => byte === 77),
    };
  }
  const whole = arena.allocate(values.length + 2 * GUARD);
  whole.data.fill(SENTINEL).set(values, GUARD);
  return {
    tensor: arena.view(whole, GUARD, values.length),
    untouched() {
      const ends = [...whole.data.subarray(0, GUARD), ...whole.data.subarray(GUARD + values.length)];
      return ends.every((value) => value === SENTINEL);
    },
  };
}

/** Runs a case on a backend; fails when it writes to an input or beyond the end of an output. */
export function runOn(backend: Backend, { label, inputs, outputs, run }: Case) {
  const ins = inputs.map((values) => guarded(backend, values));
  const outs = outputs.map((values) => guarded(backend, values));
  const returned = run(
    backend.kernels,
    ins.map(({ tensor }) => tensor),
    outs.map(({ tensor }) => tensor),
  );
  const same = (a: number, b: number) => Object.is(a, b);
  ins.forEach(({ tensor, untouched }, i) => {
    const kept = untouched() && inputs[i].every((value, at) => same(value, tensor.data[at]));
    if (!kept) throw new Error(`${backend.name} has written to or around input ${i} of ${label}`);
  });
  outs.forEach(({ untouched }, o) => {
    if (!untouched()) throw new Error(`${backend.name} has written around output ${o} of ${label}`);
  });
  return { returned, outputs: outs.map(({ tensor }) => tensor.data as Float32Array) };
}

export function agrees(actual: number, expected: number, bound: () => number): boolean {
  if (Number.isNaN(expected)) return Number.isNaN(actual);
  // what float64 can still hold may be ∞ in float32, and only then
  const largest = 3.4028234663852886e38;
  if (Math.abs(expected) > largest)
    return Math.abs(actual) >= largest / 2 && Math.sign(actual) === Math.sign(expected);
  return Math.abs(actual - expected) <= bound();
}

type Result = ReturnType<typeof runOn>;

export const sameBits = (a: Result, b: Result): boolean =>
  Object.is(a.returned, b.returned) &&
  a.outputs.every((values, o) => values.every((value, i) => Object.is(value, b.outputs[o][i])));

/** Three threads that share every call that can be shared, however small. */
export const onThreads = () => wasmBackend({ threads: 3, shareAlways: true });
