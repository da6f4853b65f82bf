const at = (file, breaks, text, fault) => ({ file: `src/losses/${file}`, breaks, text, fault });
const kernel = (breaks, text, fault) => ({ file: "src/kernels/reference/losses.ts", breaks, text, fault });

export default [
  kernel(
    "softmax without its maximum taken off: it overflows",
    "let top = z[start];\n  for (let j = 1; j < columns; j++) if (z[start + j] > top) top = z[start + j];",
    "const top = 0;",
  ),
  kernel("0 · ∞ where a class is impossible and has no target", "if (t.data[j] !== 0) total +=", "total +="),
  kernel(
    "the gradient takes every row of targets to sum to 1",
    "(dz.data[j] * mass - t.data[j]) * scale",
    "(dz.data[j] - t.data[j]) * scale",
  ),
  kernel(
    "binary cross-entropy with the wrong sign of the logit",
    "softplus(z.data[i]) - z.data[i] * t.data[i]",
    "softplus(-z.data[i]) - z.data[i] * t.data[i]",
  ),
  at("loss.ts", "the gradient is of the sum: no 1/B", 'loss.reduction === "sum" ? 1 : meanOf(1, total)', "1"),
  at(
    "softmax-cross-entropy.ts",
    "label smoothing spreads over the other classes only",
    "labelSmoothing / columns)",
    "labelSmoothing / (columns - 1))",
  ),
  at(
    "softmax-cross-entropy.ts",
    "with class weights, the mean is over samples instead of weights",
    "return classWeights === undefined ? rows : total;",
    "return rows;",
  ),
  at(
    "binary-cross-entropy.ts",
    "the gradient is not divided by the number of outputs",
    "weight / columns) / columns",
    "weight) / columns",
  ),
  at(
    "mean-squared-error.ts",
    "the gradient lacks its factor 2",
    "(2 * weight) / columns",
    "weight / columns",
  ),
  at(
    "half-squared-error.ts",
    "the loss lacks its factor ½, and so disagrees with its gradient",
    "weight) / 2",
    "weight)",
  ),
];
