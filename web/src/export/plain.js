/** The numbers of a text in base64, four bytes each, the lowest first. */
export function floats(text) {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float64Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

/** y[j] = b[j] + Σ x[i]·W[i,j] */
export function dense(x, W, b, units) {
  const y = b ? Float64Array.from(b) : new Float64Array(units);
  for (let i = 0; i < x.length; i++) for (let j = 0; j < units; j++) y[j] += x[i] * W[i * units + j];
  return y;
}

/** Calls f with each place of a window over an image that lies within it: output index, tap, row and column. */
export function slide(g, f) {
  for (let i = 0; i < g.outputHeight; i++)
    for (let j = 0; j < g.outputWidth; j++)
      for (let u = 0; u < g.kernelHeight; u++)
        for (let v = 0; v < g.kernelWidth; v++) {
          const row = i * g.strideHeight + u - g.padTop;
          const column = j * g.strideWidth + v - g.padLeft;
          if (row < 0 || column < 0 || row >= g.height || column >= g.width) continue;
          f(i * g.outputWidth + j, u * g.kernelWidth + v, row * g.width + column);
        }
}

/** y[f,i,j] = b[f] + Σ W[f,c,u,v]·x[c,i·s+u−p,j·s+v−p] */
export function conv2d(x, W, b, g) {
  const places = g.outputHeight * g.outputWidth;
  const taps = g.kernelHeight * g.kernelWidth;
  const pixels = g.height * g.width;
  const y = Float64Array.from({ length: g.filters * places }, (_, i) => (b ? b[Math.floor(i / places)] : 0));
  for (let f = 0; f < g.filters; f++)
    for (let c = 0; c < g.channels; c++)
      slide(g, (place, tap, pixel) => {
        y[f * places + place] += W[(f * g.channels + c) * taps + tap] * x[c * pixels + pixel];
      });
  return y;
}

/** The largest number of each window. */
export function maxPool2d(x, g) {
  const places = g.outputHeight * g.outputWidth;
  const y = new Float64Array(g.channels * places).fill(Number.NEGATIVE_INFINITY);
  for (let c = 0; c < g.channels; c++)
    slide(g, (place, _, pixel) => {
      y[c * places + place] = Math.max(y[c * places + place], x[c * g.height * g.width + pixel]);
    });
  return y;
}

/** The mean of each window; the padding counts, as zeros. */
export function avgPool2d(x, g) {
  const places = g.outputHeight * g.outputWidth;
  const y = new Float64Array(g.channels * places);
  for (let c = 0; c < g.channels; c++)
    slide(g, (place, _, pixel) => {
      y[c * places + place] += x[c * g.height * g.width + pixel] / (g.kernelHeight * g.kernelWidth);
    });
  return y;
}

/** The mean of each channel. */
export function globalAvgPool2d(x, channels) {
  const size = x.length / channels;
  const y = new Float64Array(channels);
  x.forEach((value, i) => {
    y[Math.floor(i / size)] += value / size;
  });
  return y;
}

/** γ·(x − mean)/√(variance + ε) + β, channel by channel, with the averages of training. */
export function batchNorm(x, mean, variance, epsilon, gamma, beta) {
  const size = x.length / mean.length;
  return x.map((value, i) => {
    const c = Math.floor(i / size);
    return (gamma[c] * (value - mean[c])) / Math.sqrt(variance[c] + epsilon) + beta[c];
  });
}

/** γ·(x − mean)/√(variance + ε) + β, mean and variance over all of x. */
export function layerNorm(x, epsilon, gamma, beta) {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  return x.map((value, i) => (gamma[i] * (value - mean)) / Math.sqrt(variance + epsilon) + beta[i]);
}

/** a + b */
export function add(a, b) {
  return a.map((value, i) => value + b[i]);
}

/** 1/(1 + e^−x) */
export function sigmoid(x) {
  return x.map((z) => 1 / (1 + Math.exp(-z)));
}

/** tanh x */
export function tanh(x) {
  return x.map(Math.tanh);
}

/** x where x > 0, else 0 */
export function relu(x) {
  return x.map((z) => (z > 0 ? z : 0));
}

/** x where x > 0, else slope·x */
export function leakyRelu(x, slope) {
  return x.map((z) => (z > 0 ? z : slope * z));
}

/** x where x > 0, else α·(e^x − 1) */
export function elu(x, alpha) {
  return x.map((z) => (z > 0 ? z : alpha * Math.expm1(z)));
}

/** x·Φ(x), Φ the normal distribution function */
export function gelu(x) {
  return x.map((z) => 0.5 * z * (1 + erf(z / Math.SQRT2)));
}

/** 2/√π·e^−x²·Σ 2ⁿ·x^(2n+1)/(1·3·5·…·(2n+1)) */
export function erf(x) {
  if (Math.abs(x) > 6) return Math.sign(x);
  let sum = 0;
  for (let n = 0, term = x; Math.abs(term) > 1e-17; n++, term *= (2 * x * x) / (2 * n + 1)) sum += term;
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** ln(1 + e^x) */
export function softplus(x) {
  return x.map((z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))));
}

/** 1 where x > 0, else 0 */
export function step(x) {
  return x.map((z) => (z > 0 ? 1 : 0));
}

/** e^x / Σ e^x */
export function softmax(x) {
  const largest = Math.max(...x);
  const powers = x.map((z) => Math.exp(z - largest));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}
