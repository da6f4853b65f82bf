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

export const conv2d: Kernels["conv2d"] = (x, w, b, y, g, rows) => {
  const { output } = planes(g);
  for (let plane = 0; plane < rows * g.filters; plane++) {
    y.data.fill(b === null ? 0 : b.data[plane % g.filters], plane * output, (plane + 1) * output);
  }
  forEachProduct(g, rows, (yi, xi, wi) => {
    y.data[yi] += w.data[wi] * (xi === OUTSIDE ? 0 : x.data[xi]);
  });
};

export const conv2dActivate: Kernels["conv2dActivate"] = (x, w, b, z, y, activation, g, rows) => {
  conv2d(x, w, b, z, g, rows);
  activate(activation, z, y, rows * g.filters * planes(g).output);
};

export const conv2dWeightGradient: Kernels["conv2dWeightGradient"] = (x, dy, _db, dw, g, rows) => {
  dw.data.fill(0, 0, g.filters * g.channels * planes(g).window);
  forEachProduct(g, rows, (yi, xi, wi) => {
    dw.data[wi] += dy.data[yi] * (xi === OUTSIDE ? 0 : x.data[xi]);
  });
};

export const conv2dInputGradient: Kernels["conv2dInputGradient"] = (w, dy, dx, g, rows) => {
  const { input, output, window } = planes(g);
  /** The place of the output whose tap lies at `at`, if there is one. */
  const place = (at: number, stride: number, extent: number) =>
    at >= 0 && at % stride === 0 && at / stride < extent ? at / stride : OUTSIDE;
  for (let plane = 0; plane < rows * g.channels; plane++) {
    const [n, c] = [Math.floor(plane / g.channels), plane % g.channels];
    for (let at = 0; at < input; at++) {
      let sum = 0;
      for (let f = 0; f < g.filters; f++) {
        for (let tap = 0; tap < window; tap++) {
          const [u, v] = [Math.floor(tap / g.kernelWidth), tap % g.kernelWidth];
          const i = place(Math.floor(at / g.width) + g.padTop - u, g.strideHeight, g.outputHeight);
          const j = place((at % g.width) + g.padLeft - v, g.strideWidth, g.outputWidth);
          const weight = w.data[(f * g.channels + c) * window + tap];
          const seen = i !== OUTSIDE && j !== OUTSIDE;
          sum += weight * (seen ? dy.data[(n * g.filters + f) * output + i * g.outputWidth + j] : 0);
        }
      }
      dx.data[plane * input + at] = sum;
    }
  }
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
