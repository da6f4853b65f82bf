// Convolutions and their gradients.
import { scalarActivations } from "../../src/kernels/reference/activations.js";
import { Activation } from "../../src/kernels/spec.js";
import { filterMagnitude, forwardMagnitude, planesOf, tilesOf } from "../support/winograd.js";
import {
  blank,
  type Case,
  combinations,
  exact,
  magnitudeOf,
  magnitudes,
  normal,
  plain,
  U,
  UNDERFLOW,
  wild,
} from "./case.js";
import { activationsWithAlpha } from "./elementwise.js";
import { imagesOf, outputsOf, tap, tiledCases, windowCases } from "./windows.js";

/** x, w and perhaps b, with the bound on the convolution. */
function convolutionProblems() {
  const tiled = combinations<any>(tiledCases(), [true, false]).map(([one, bias]: any[]) => {
    const { g, rows, sizes, values } = one;
    const [x, w, b] = [values(sizes[0]), values(sizes[2]), normal(g.filters)];
    const magnitude = forwardMagnitude(
      imagesOf(x, g),
      (f, c, u, v) => tap(w, g, f, c, u, v),
      outputsOf(g),
      rows,
    );
    const places = g.outputHeight * g.outputWidth;
    const bound = (i: number) =>
      (g.channels + 12) * U * (magnitude[i] + (bias ? Math.abs(b[Math.floor(i / places) % g.filters]) : 0));
    return { one, inputs: bias ? [x, w, b] : [x, w], bound };
  });
  const plain = combinations<any>(
    windowCases((length) => 2 / length),
    [true, false],
  ).map(([one, bias]: any[]) => {
    const { g, rows, sizes, values } = one;
    const [x, w, b] = [values(sizes[0]), values(sizes[2]), normal(g.filters)];
    const magnitude = magnitudeOf(sizes[1], (y) =>
      exact.conv2d(magnitudes(x), magnitudes(w), bias ? magnitudes(b) : null, y, g, rows),
    );
    const taps = sizes[2] / g.filters;
    return {
      one,
      inputs: bias ? [x, w, b] : [x, w],
      bound: (i: number) => (taps + 3) * U * magnitude[i] + taps * UNDERFLOW,
    };
  });
  return [...plain, ...tiled];
}

export const convolutionCases = (): Case[] =>
  convolutionProblems().map(({ one, inputs, bound }) => ({
    label: one.label,
    inputs,
    outputs: [blank(one.sizes[1])],
    run: (kernels, [x, w, b = null], [y]) => kernels.conv2d(x, w, b, y, one.g, one.rows),
    bound: (_o, i) => bound(i),
  }));

export function convolutionActivateCases(): Case[] {
  const functions = activationsWithAlpha();
  return convolutionProblems().map(({ one, inputs, bound }, index) => {
    const [name, alpha] = functions[index % functions.length];
    return {
      label: `${name}(${one.label})`,
      inputs,
      outputs: [blank(one.sizes[1]), blank(one.sizes[1])],
      run: (kernels, [x, w, b = null], [z, y]) =>
        kernels.conv2dActivate(x, w, b, z, y, { f: Activation[name], alpha }, one.g, one.rows),
      expected: (o, i, outputs) => (o === 0 ? undefined : scalarActivations[name].f(outputs[0][i], alpha)),
      bound: (o, i, expected) => (o === 0 ? bound(i) : 2e-6 * Math.max(1, Math.abs(expected))),
    };
  });
}

export function weightGradientCases(): Case[] {
  const tiled = tiledCases().map(({ g, rows, sizes, values, label }): Case => {
    const [x, dy] = [values(sizes[0]), values(sizes[1])];
    const magnitude = filterMagnitude(
      imagesOf(x, g),
      planesOf(dy, g.filters, g.outputHeight, g.outputWidth),
      rows,
    );
    return {
      label,
      inputs: [x, dy],
      outputs: [blank(sizes[2])],
      run: (kernels, [x, dy], [dw]) => kernels.conv2dWeightGradient(x, dy, null, dw, g, rows),
      bound: (_o, i) => (tilesOf(g, rows) + 12) * U * magnitude[i],
    };
  });
  const direct = windowCases((length) => 1 / length).map((one, index): Case => {
    const { g, rows, sizes, values, label } = one;
    const [x, dy] = [values(sizes[0]), values(sizes[1])];
    const magnitude = magnitudeOf(sizes[2], (dw) =>
      exact.conv2dWeightGradient(magnitudes(x), magnitudes(dy), null, dw, g, rows),
    );
    const terms = sizes[1] / g.filters;
    const sums = plain(new Float64Array(g.filters));
    exact.sumChannels(plain(dy), sums, rows, g.filters, terms / rows);
    return {
      label,
      inputs: [x, dy, Float32Array.from(sums.data)],
      outputs: [blank(sizes[2])],
      run: (kernels, [x, dy, db], [dw]) =>
        kernels.conv2dWeightGradient(x, dy, index % 2 === 0 ? db : null, dw, g, rows),
      bound: (_o, i) => (terms + 2) * U * magnitude[i] + terms * UNDERFLOW,
    };
  });
  return [...direct, ...tiled];
}

export function inputGradientCases(): Case[] {
  const tiled = tiledCases().map(({ g, rows, sizes, values, label }): Case => {
    const [w, dy] = [values(sizes[2]), values(sizes[1])];
    const magnitude = forwardMagnitude(
      planesOf(dy, g.filters, g.outputHeight, g.outputWidth, 2 - g.padTop, 2 - g.padLeft),
      (c, f, u, v) => tap(w, g, f, c, 2 - u, 2 - v),
      { planes: g.channels, height: g.height, width: g.width },
      rows,
    );
    return {
      label,
      inputs: [w, dy],
      outputs: [blank(sizes[0])],
      run: (kernels, [w, dy], [dx]) => kernels.conv2dInputGradient(w, dy, dx, g, rows),
      bound: (_o, i) => (g.filters + 12) * U * magnitude[i],
    };
  });
  const plain = windowCases((length) => 2 / length).map((one): Case => {
    const { g, rows, sizes, values, label } = one;
    const [w, dy] = [values(sizes[2]), values(sizes[1])];
    const magnitude = magnitudeOf(sizes[0], (dx) =>
      exact.conv2dInputGradient(magnitudes(w), magnitudes(dy), dx, g, rows),
    );
    const taps = g.filters * g.kernelHeight * g.kernelWidth;
    return {
      label,
      inputs: [w, dy],
      outputs: [blank(sizes[0])],
      run: (kernels, [w, dy], [dx]) => kernels.conv2dInputGradient(w, dy, dx, g, rows),
      bound: (_o, i) => (taps + 2) * U * magnitude[i] + taps * UNDERFLOW,
    };
  });
  return [...plain, ...tiled];
}

export function sumChannelsCases(): Case[] {
  return combinations<any>([0, 1, 3, 4], [0, 1, 3, 5], [0, 1, 4, 15, 16, 17, 100], [normal, wild]).map(
    ([rows, channels, places, values]): Case => {
      const x: Float32Array = values(rows * channels * places);
      const magnitude = magnitudeOf(channels, (y) =>
        exact.sumChannels(magnitudes(x), y, rows, channels, places),
      );
      return {
        label: `[${rows}, ${channels}, ${places}]`,
        inputs: [x],
        outputs: [blank(channels)],
        run: (kernels, [x], [y]) => kernels.sumChannels(x, y, rows, channels, places),
        bound: (_, i) => (rows * places + 1) * U * magnitude[i],
      };
    },
  );
}
