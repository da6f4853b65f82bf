// Pools and their gradients.
import { scalarActivations } from "../../src/kernels/reference/activations.js";
import { Activation, type Geometry, tellsFromOutput } from "../../src/kernels/spec.js";
import { isTiled } from "../../src/layers/pool.js";
import {
  blank,
  type Case,
  combinations,
  exact,
  magnitudeOf,
  magnitudes,
  normal,
  plain,
  rng,
  U,
  UNDERFLOW,
  wild,
} from "./case.js";
import { activationsWithAlpha } from "./elementwise.js";
import { type WindowCase, windowCases } from "./windows.js";

/** The windows above as pools' (with as many filters as channels), those that lie in the padding alone left out; on
 *  numbers, on odd numbers, and on so few different ones that most windows have several as large. */
function poolProblems() {
  const few = (length: number) => Float32Array.from({ length }, () => rng.below(3) - 1);
  const pools = windowCases(() => 0.2).filter(
    ({ g }) => g.padTop < g.kernelHeight && g.padLeft < g.kernelWidth,
  );
  return combinations<any>(pools, [normal, (n: number) => wild(n), few]).map(([one, values]: any[]) => {
    const { g, rows, label }: WindowCase = one;
    const own: Geometry = { ...g, filters: g.channels };
    const planes = rows * g.channels;
    return {
      g: own,
      rows,
      label,
      x: values(planes * g.height * g.width) as Float32Array,
      dy: normal(planes * g.outputHeight * g.outputWidth),
      taps: g.kernelHeight * g.kernelWidth,
    };
  });
}

export const maxPoolCases = (): Case[] =>
  poolProblems().map(({ g, rows, label, x, dy }) => ({
    label,
    inputs: [x],
    outputs: [blank(dy.length)],
    run: (kernels, [x], [y]) => kernels.maxPool2d(x, y, g, rows),
    bound: () => 0,
  }));

export function maxPoolBackwardCases(): Case[] {
  return poolProblems().map(({ g, rows, label, x, dy, taps }): Case => {
    const y = plain(new Float64Array(dy.length));
    exact.maxPool2d(plain(x), y, g, rows);
    const magnitude = magnitudeOf(x.length, (dx) =>
      exact.maxPool2dBackward(plain(x), y, magnitudes(dy), dx, g, rows),
    );
    return {
      label,
      inputs: [x, Float32Array.from(y.data), dy],
      outputs: [blank(x.length)],
      run: (kernels, [x, y, dy], [dx]) => kernels.maxPool2dBackward(x, y, dy, dx, g, rows),
      bound: (_, i) => (taps + 1) * U * magnitude[i],
    };
  });
}

export function maxPoolActivateBackwardCases(): Case[] {
  const functions = activationsWithAlpha().filter(([name, alpha]) =>
    tellsFromOutput({ f: Activation[name], alpha }),
  );
  return poolProblems().flatMap(({ g, rows, label, x: { length }, dy, taps }, index): Case[] => {
    const [name, alpha] = functions[index % functions.length];
    const { f, df } = scalarActivations[name];
    const z = normal(length);
    const x = z.map((value) => f(value, alpha));
    const y = plain(new Float64Array(dy.length));
    exact.maxPool2d(plain(x), y, g, rows);
    const magnitude = magnitudeOf(length, (dx) =>
      exact.maxPool2dBackward(plain(x), y, magnitudes(dy), dx, g, rows),
    );
    const apart: Case = {
      label: `${name} before ${label}`,
      inputs: [x, Float32Array.from(y.data), dy],
      outputs: [blank(length)],
      run: (kernels, [x, y, dy], [dz]) =>
        kernels.maxPool2dActivateBackward({ f: Activation[name], alpha }, x, y, dy, dz, g, rows),
      bound: (_, i) =>
        (taps + 1) * U * magnitude[i] * Math.abs(df(z[i], x[i], alpha)) +
        2e-6 * Math.max(1, magnitude[i] * Math.max(1, Math.abs(z[i]))),
    };
    const inPlace: Case = {
      ...apart,
      label: `${apart.label}, in place`,
      run(kernels, [x, y, dy], [dz]) {
        dz.data.set(x.data);
        kernels.maxPool2dActivateBackward({ f: Activation[name], alpha }, dz, y, dy, dz, g, rows);
      },
    };
    return isTiled(g) ? [apart, inPlace] : [apart];
  });
}

export function avgPoolCases(): Case[] {
  return poolProblems().map(({ g, rows, label, x, dy, taps }): Case => {
    const magnitude = magnitudeOf(dy.length, (y) => exact.avgPool2d(magnitudes(x), y, g, rows));
    return {
      label,
      inputs: [x],
      outputs: [blank(dy.length)],
      run: (kernels, [x], [y]) => kernels.avgPool2d(x, y, g, rows),
      bound: (_, i) => (taps + 2) * U * magnitude[i] + taps * UNDERFLOW,
    };
  });
}

export function avgPoolBackwardCases(): Case[] {
  return poolProblems().map(({ g, rows, label, x, dy, taps }): Case => {
    const magnitude = magnitudeOf(x.length, (dx) => exact.avgPool2dBackward(magnitudes(dy), dx, g, rows));
    return {
      label,
      inputs: [dy],
      outputs: [blank(x.length)],
      run: (kernels, [dy], [dx]) => kernels.avgPool2dBackward(dy, dx, g, rows),
      bound: (_, i) => (taps + 2) * U * magnitude[i] + taps * UNDERFLOW,
    };
  });
}
