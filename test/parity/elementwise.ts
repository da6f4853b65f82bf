// What goes over numbers one by one.
import { scalarActivations } from "../../src/kernels/reference/activations.js";
import { Activation, type ActivationName } from "../../src/kernels/spec.js";
import { blank, type Case, combinations, LENGTHS, normal, U, UNDERFLOW, wild } from "./case.js";

/** Each activation with the parameters that it can have; α is a float32 to both backends. */
export function activationsWithAlpha(): [ActivationName, number][] {
  const names = Object.keys(Activation) as ActivationName[];
  return names.flatMap((name): [ActivationName, number][] => {
    if (name === "leakyRelu") return [0.01, 0.25, -0.5].map((alpha) => [name, Math.fround(alpha)]);
    if (name === "elu") return [1, 0.5, 0.75].map((alpha) => [name, alpha]);
    return [[name, 0]];
  });
}

/** Where the branches of an implementation may meet, and a fine net between. */
function probes(): Float32Array {
  const points = [
    0, 1e-40, 1e-30, 1e-7, 1e-3, 0.1, 0.34, 0.35, 0.36, 0.5, 1, 2, 3, 5, 8, 17, 40, 87.3, 87.4, 88, 89, 100,
    1e4, 1e30,
  ];
  const net = Array.from({ length: 4000 }, (_, i) => (i - 2000) / 100);
  return Float32Array.from([...points, ...points.map((x) => -x), ...net, Number.NaN, 1 / 0, -1 / 0]);
}

export function activateCases(): Case[] {
  return activationsWithAlpha().flatMap(([name, alpha]) =>
    [...LENGTHS.map((n) => wild(n)), probes()].map(
      (x): Case => ({
        label: `${name} α = ${alpha}, ${x.length}`,
        inputs: [x],
        outputs: [blank(x.length)],
        run: (kernels, [x], [y]) => kernels.activate({ f: Activation[name], alpha }, x, y, x.length),
        bound: (_, _i, expected) => 2e-6 * Math.max(1, Math.abs(expected)),
      }),
    ),
  );
}

/** (An infinite dy only where f′ is not so small that float32 has 0 for it: ∞ · 0 is not a number.) */
export function activateBackwardCases(): Case[] {
  const finite = (values: Float32Array) => values.map((value) => (Math.abs(value) === 1 / 0 ? 1e30 : value));
  const anywhere = [...LENGTHS.map((n) => wild(n)), probes()].flatMap((x) => [
    [x, normal(x.length)],
    [x, finite(wild(x.length))],
  ]);
  const near = LENGTHS.map((n) => [normal(n), wild(n)]);
  return combinations<any>(activationsWithAlpha(), [...anywhere, ...near]).map(
    ([[name, alpha], [x, dy]]: any[]): Case => {
      const y = x.map((value: number) => scalarActivations[name as ActivationName].f(value, alpha));
      return {
        label: `${name} α = ${alpha}, ${x.length}`,
        inputs: [x, y, dy],
        outputs: [blank(x.length)],
        run: (kernels, [x, y, dy], [dx]) =>
          kernels.activateBackward({ f: Activation[name as ActivationName], alpha }, x, y, dy, dx, x.length),
        bound(_, i) {
          // at x = ±∞ the derivative is a limit, and ∞ is not its measure
          const size = Math.abs(x[i]) < 1 / 0 ? Math.max(1, Math.abs(x[i])) : 1;
          return 2e-6 * Math.max(1, Math.abs(dy[i]) * size);
        },
      };
    },
  );
}

export const addCases = (): Case[] =>
  combinations<any>([...LENGTHS, 1000], [normal, wild], [true, false]).map(([n, values, inPlace]) => ({
    label: `${n}${inPlace ? ", in place" : ""}`,
    inputs: inPlace ? [values(n)] : [values(n), values(n)],
    outputs: [inPlace ? values(n) : blank(n)],
    run: (kernels, [b, a], [y]) => kernels.add(a ?? y, b, y, n),
    bound: (_, _i, expected) => U * Math.abs(expected),
  }));

export function blendCases(): Case[] {
  return combinations<any>([...LENGTHS, 100], [normal, wild], [0, 0.1, 1], [1, 20 / 19, 2]).map(
    ([n, values, share, scale]): Case => {
      const [a, value]: Float32Array[] = [values(n), values(n)];
      return {
        label: `${n}, share ${share}, scale ${scale}`,
        inputs: [value],
        outputs: [a],
        run: (kernels, [value], [a]) => kernels.blend(a, value, n, share, scale),
        bound: (_, i) => 4 * U * (Math.abs(a[i]) + Math.abs(share * scale * value[i])) + 2 * UNDERFLOW,
      };
    },
  );
}

export function dropoutCases(): Case[] {
  const keys = [
    [0, 0],
    [2 ** 32 - 1, 2 ** 31],
    [123_456_789, 3_987_654_321],
  ];
  return combinations<any>([...LENGTHS, 1000], [normal, wild], [1, 0.9, 0.5, 0.05, 1e-12], keys).map(
    ([n, values, keep, [key0, key1]]): Case => ({
      label: `${n}, keep ${keep}, key ${key0} ${key1}`,
      inputs: [values(n)],
      outputs: [blank(n)],
      run: (kernels, [x], [y]) => kernels.dropout(x, y, n, keep, key0, key1),
      bound: (_, _i, expected) => (expected === 0 ? 0 : 3 * U * Math.abs(expected) + UNDERFLOW),
    }),
  );
}
