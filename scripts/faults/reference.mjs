const at = (file, breaks, text, fault) => ({ file: `src/kernels/reference/${file}`, breaks, text, fault });

export default [
  at(
    "gemm.ts",
    "aᵀ read with the wrong stride",
    "a.data[transposeA ? p * m + i",
    "a.data[transposeA ? p * k + i",
  ),
  at("conv.ts", "biases counted by channels instead of filters", "plane % g.filters]", "plane % g.channels]"),
  at(
    "conv.ts",
    "dx is added to instead of overwritten",
    "dx.data[plane * input + at] = sum;",
    "dx.data[plane * input + at] += sum;",
  ),
  at(
    "window.ts",
    "one column beyond the right edge counts, which is the next row's first",
    "column < g.width",
    "column <= g.width",
  ),
  at("pool.ts", "of several largest numbers, each is given the gradient", "if (yi === given || !(", "if (!("),
  at(
    "pool.ts",
    "an average does not count the padding",
    "forEachNumber(g, rows, (yi, xi) => {\n    y.data[yi] += x.data[xi] / window;\n  });",
    `const counts = new Float64Array(y.data.length);
  forEachNumber(g, rows, (yi, xi) => {
    counts[yi] += 1;
    y.data[yi] += (x.data[xi] - y.data[yi]) / counts[yi];
  });`,
  ),
  at(
    "activations.ts",
    "ReLU passes the gradient on at 0",
    "df: (x) => (x > 0 ? 1 : 0)",
    "df: (x) => (x >= 0 ? 1 : 0)",
  ),
  at(
    "activations.ts",
    "below 0, the derivative of ELU is right for α = 1 alone",
    "(x > 0 ? 1 : y + a)",
    "(x > 0 ? 1 : y + 1)",
  ),
  at(
    "normalise.ts",
    "the batch's own variance is unbiased",
    "variance.data[c] = squares / n;",
    "variance.data[c] = squares / (n - 1);",
  ),
  at(
    "normalise.ts",
    "the gradient through the variance lacks x̂",
    "(sum + normal(i) * product) / n",
    "(sum + product) / n",
  ),
  at("normalise.ts", "dγ of layer normalisation is added to", "  dgamma.data.fill(0, 0, n);\n", ""),
  at("dropout.ts", "what dropout keeps is not scaled by 1/keep", "x.data[i] / keep", "x.data[i]"),
];
