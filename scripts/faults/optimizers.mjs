const at = (file, breaks, text, fault) => ({ file: `src/optimizers/${file}`, breaks, text, fault });
const kernel = (breaks, text, fault) => ({
  file: "src/kernels/reference/optimizers.ts",
  breaks,
  text,
  fault,
});
const limit = (breaks, text, fault) => ({ file: "src/train/limits.ts", breaks, text, fault });

export default [
  kernel(
    "Adam's mean square is kept by β₁",
    "v.data[i] = beta2 * v.data[i] + (1 - beta2) * d * d;",
    "v.data[i] = beta1 * v.data[i] + (1 - beta1) * d * d;",
  ),
  at(
    "adam.ts",
    "the correction of the mean multiplies where it should divide",
    "(rate * root) / (1 - power(beta1, steps))",
    "rate * root * (1 - power(beta1, steps))",
  ),
  at("adam.ts", "ε is not drawn into the correction", "eps: eps * root", "eps"),
  at(
    "adamw.ts",
    "decay is not scaled by the learning rate",
    "1 - rate * spec.weightDecay",
    "1 - spec.weightDecay",
  ),
  at(
    "optimizer.ts",
    "decoupled decay is put into the gradient as well",
    "this.#definition.decoupled ? 0 : (this.spec.weightDecay as number)",
    "this.spec.weightDecay as number",
  ),
  at(
    "optimizer.ts",
    "steps are counted by block, so that corrections run ahead where something is frozen",
    "this.steps += 1;\n    for (const block of blocks)\n      this.#definition.update(network.backend.kernels, block, rate, this.spec, this.steps);",
    "for (const block of blocks)\n      this.#definition.update(network.backend.kernels, block, rate, this.spec, ++this.steps);",
  ),
  at(
    "optimizer.ts",
    "another model is moved with what was remembered of the one before",
    "this.#slots === undefined || this.#model !== network",
    "this.#slots === undefined",
  ),
  kernel(
    "the share of momentum is also taken off the gradient",
    "momentum * v.data[i] + d;",
    "momentum * v.data[i] + (1 - momentum) * d;",
  ),
  at("nesterov.ts", "does not look ahead: plain momentum", "nesterov: true", "nesterov: false"),
  kernel(
    "RMSprop adds ε under the root",
    "(1 - alpha) * d * d;\n    p.data[i] -= (rate * d) / (Math.sqrt(s.data[i]) + eps);",
    "(1 - alpha) * d * d;\n    p.data[i] -= (rate * d) / Math.sqrt(s.data[i] + eps);",
  ),
  limit("a gradient that is short enough is lengthened to the limit", "  if (factor >= 1) return;\n", ""),
  limit(
    "frozen parameters count in the norm that is clipped",
    "if (trainable) sum += kernels.sumSquares",
    "sum += kernels.sumSquares",
  ),
  {
    file: "src/layers/dense.ts",
    breaks: "weight penalties pull at biases too",
    text: "init: biasInit, ...fans }",
    fault: "init: biasInit, ...fans, penalty: penaltyOf(penalty) }",
  },

  limit(
    "gradients are clipped by norm before they are by value",
    "  if (clipValue !== undefined) {",
    "  if (clipValue !== undefined && clipNorm === undefined) {",
  ),
  limit(
    "maxNorm also moves frozen weights",
    "if (!trainable || unitAxis === undefined) continue;",
    "if (unitAxis === undefined) continue;",
  ),
];
