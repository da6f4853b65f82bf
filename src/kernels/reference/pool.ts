import type { Geometry, Kernels } from "../spec.js";
import { activateBackward } from "./activations.js";
import { forEachTap, OUTSIDE, planes } from "./window.js";

/** Visits each place of the output with each number of the input under its window, by their indices in y and x. */
function forEachNumber(g: Geometry, rows: number, visit: (y: number, x: number) => void): void {
  const { input, output } = planes(g);
  for (let plane = 0; plane < rows * g.channels; plane++) {
    forEachTap(g, (at, under) => {
      if (under !== OUTSIDE) visit(plane * output + at, plane * input + under);
    });
  }
}

export const maxPool2d: Kernels["maxPool2d"] = (x, y, g, rows) => {
  y.data.fill(Number.NEGATIVE_INFINITY, 0, rows * g.channels * planes(g).output);
  forEachNumber(g, rows, (yi, xi) => {
    if (x.data[xi] > y.data[yi] || Number.isNaN(x.data[xi])) y.data[yi] = x.data[xi];
  });
};

export const maxPool2dBackward: Kernels["maxPool2dBackward"] = (x, y, dy, dx, g, rows) => {
  dx.data.fill(0, 0, rows * g.channels * planes(g).input);
  let given = -1; // the place whose dy has found its number
  forEachNumber(g, rows, (yi, xi) => {
    if (yi === given || !(x.data[xi] === y.data[yi] || Number.isNaN(x.data[xi]))) return;
    dx.data[xi] += dy.data[yi];
    given = yi;
  });
};

export const maxPool2dActivateBackward: Kernels["maxPool2dActivateBackward"] = (
  activation,
  x,
  y,
  dy,
  dz,
  g,
  rows,
) => {
  const from = dz === x ? { ...x, data: x.data.slice() } : x;
  maxPool2dBackward(from, y, dy, dz, g, rows);
  activateBackward(activation, from, from, dz, dz, rows * g.channels * planes(g).input);
};

export const avgPool2d: Kernels["avgPool2d"] = (x, y, g, rows) => {
  const { output, window } = planes(g);
  y.data.fill(0, 0, rows * g.channels * output);
  forEachNumber(g, rows, (yi, xi) => {
    y.data[yi] += x.data[xi] / window;
  });
};

export const avgPool2dBackward: Kernels["avgPool2dBackward"] = (dy, dx, g, rows) => {
  const { input, window } = planes(g);
  dx.data.fill(0, 0, rows * g.channels * input);
  forEachNumber(g, rows, (yi, xi) => {
    dx.data[xi] += dy.data[yi] / window;
  });
};
