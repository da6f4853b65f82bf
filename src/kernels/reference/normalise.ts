import type { Kernels } from "../spec.js";

export const moments: Kernels["moments"] = (x, mean, variance, rows, channels, size) => {
  const n = rows * size;
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    for (let r = 0; r < rows; r++) {
      for (let j = 0; j < size; j++) sum += x.data[(r * channels + c) * size + j];
    }
    const centre = sum / n;
    let squares = 0;
    for (let r = 0; r < rows; r++) {
      for (let j = 0; j < size; j++) {
        const distance = x.data[(r * channels + c) * size + j] - centre;
        squares += distance * distance;
      }
    }
    mean.data[c] = centre;
    variance.data[c] = squares / n;
  }
};

export const normaliseChannels: Kernels["normaliseChannels"] = (
  x,
  mean,
  variance,
  epsilon,
  gamma,
  beta,
  y,
  rows,
  channels,
  size,
) => {
  for (let i = 0; i < rows * channels * size; i++) {
    const c = Math.floor(i / size) % channels;
    const normal = (x.data[i] - mean.data[c]) / Math.sqrt(variance.data[c] + epsilon);
    y.data[i] = gamma.data[c] * normal + beta.data[c];
  }
};

export const normaliseChannelsBackward: Kernels["normaliseChannelsBackward"] = (
  x,
  mean,
  variance,
  epsilon,
  gamma,
  fromBatch,
  dy,
  dgamma,
  dbeta,
  dx,
  rows,
  channels,
  size,
) => {
  const n = rows * size;
  for (let c = 0; c < channels; c++) {
    const deviation = Math.sqrt(variance.data[c] + epsilon);
    const normal = (i: number) => (x.data[i] - mean.data[c]) / deviation;
    let sum = 0;
    let product = 0;
    for (let r = 0; r < rows; r++) {
      for (let j = 0; j < size; j++) {
        const i = (r * channels + c) * size + j;
        sum += dy.data[i];
        product += dy.data[i] * normal(i);
      }
    }
    dbeta.data[c] = sum;
    dgamma.data[c] = product;
    if (dx === null) continue;
    for (let r = 0; r < rows; r++) {
      for (let j = 0; j < size; j++) {
        const i = (r * channels + c) * size + j;
        const throughMoments = fromBatch ? (sum + normal(i) * product) / n : 0;
        dx.data[i] = (gamma.data[c] / deviation) * (dy.data[i] - throughMoments);
      }
    }
  }
};

export const normaliseRows: Kernels["normaliseRows"] = (
  x,
  mean,
  variance,
  epsilon,
  gamma,
  beta,
  y,
  rows,
  n,
) => {
  for (let r = 0; r < rows; r++) {
    const deviation = Math.sqrt(variance.data[r] + epsilon);
    for (let j = 0; j < n; j++) {
      const normal = (x.data[r * n + j] - mean.data[r]) / deviation;
      y.data[r * n + j] = gamma.data[j] * normal + beta.data[j];
    }
  }
};

export const normaliseRowsBackward: Kernels["normaliseRowsBackward"] = (
  x,
  mean,
  variance,
  epsilon,
  gamma,
  dy,
  dgamma,
  dbeta,
  dx,
  rows,
  n,
) => {
  dgamma.data.fill(0, 0, n);
  dbeta.data.fill(0, 0, n);
  for (let r = 0; r < rows; r++) {
    const deviation = Math.sqrt(variance.data[r] + epsilon);
    const normal = (j: number) => (x.data[r * n + j] - mean.data[r]) / deviation;
    let sum = 0;
    let product = 0;
    for (let j = 0; j < n; j++) {
      const i = r * n + j;
      dbeta.data[j] += dy.data[i];
      dgamma.data[j] += dy.data[i] * normal(j);
      sum += gamma.data[j] * dy.data[i];
      product += gamma.data[j] * dy.data[i] * normal(j);
    }
    if (dx === null) continue;
    for (let j = 0; j < n; j++) {
      const i = r * n + j;
      dx.data[i] = (gamma.data[j] * dy.data[i] - (sum + normal(j) * product) / n) / deviation;
    }
  }
};
