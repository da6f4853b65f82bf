import type { Geometry, Kernels } from "../spec.js";
import { activate } from "./activations.js";
import { forEachTap, OUTSIDE, planes } from "./window.js";

/** Visits every product that a convolution is made of, by the indices of its three numbers in y, x and w. */
function forEachProduct(g: Geometry, rows: number, visit: (y: number, x: number, w: number) => void): void {
  const { input, output, window } = planes(g);
  for (let n = 0; n < rows; n++) {
    for (let f = 0; f < g.filters; f++) {
      for (let c = 0; c < g.channels; c++) {
        const y = (n * g.filters + f) * output;
        const x = (n * g.channels + c) * input;
        const w = (f * g.channels + c) * window;
        forEachTap(g, (at, under, tap) => visit(y + at, under === OUTSIDE ? OUTSIDE : x + under, w + tap));
      }
    }
  }
}

export const conv2d: Kernels["conv2d"] = (x, w, b, y, _patches, g, rows) => {
  const { output } = planes(g);
  for (let plane = 0; plane < rows * g.filters; plane++) {
    y.data.fill(b === null ? 0 : b.data[plane % g.filters], plane * output, (plane + 1) * output);
  }
  forEachProduct(g, rows, (yi, xi, wi) => {
    y.data[yi] += w.data[wi] * (xi === OUTSIDE ? 0 : x.data[xi]);
  });
};

export const conv2dActivate: Kernels["conv2dActivate"] = (x, w, b, z, y, activation, patches, g, rows) => {
  conv2d(x, w, b, z, patches, g, rows);
  activate(activation, z, y, rows * g.filters * planes(g).output);
};

export const conv2dWeightGradient: Kernels["conv2dWeightGradient"] = (x, dy, dw, _patches, g, rows) => {
  dw.data.fill(0, 0, g.filters * g.channels * planes(g).window);
  forEachProduct(g, rows, (yi, xi, wi) => {
    dw.data[wi] += dy.data[yi] * (xi === OUTSIDE ? 0 : x.data[xi]);
  });
};

export const conv2dInputGradient: Kernels["conv2dInputGradient"] = (w, dy, dx, _patches, g, rows) => {
  dx.data.fill(0, 0, rows * g.channels * planes(g).input);
  forEachProduct(g, rows, (yi, xi, wi) => {
    if (xi !== OUTSIDE) dx.data[xi] += w.data[wi] * dy.data[yi];
  });
};

export const sumChannels: Kernels["sumChannels"] = (x, y, rows, channels, places) => {
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    for (let n = 0; n < rows; n++) {
      for (let i = 0; i < places; i++) sum += x.data[(n * channels + c) * places + i];
    }
    y.data[c] = sum;
  }
};
