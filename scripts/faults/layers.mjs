const at = (file, breaks, text, fault) => ({ file: `src/layers/${file}`, breaks, text, fault });

export default [
  at(
    "dense.ts",
    "dW = dyᵀ·x, the transpose of what it should be",
    "kernels.gemm(x, true, dy, false, W.grad, n, m, rows)",
    "kernels.gemm(dy, true, x, false, W.grad, m, n, rows)",
  ),
  at(
    "dense.ts",
    "dx = dy·W instead of dy·Wᵀ",
    "kernels.gemm(dy, false, W.value, true, dx,",
    "kernels.gemm(dy, false, W.value, false, dx,",
  ),
  at(
    "dense.ts",
    "inputs and outputs swapped for the initializers",
    "{ fanIn: n, fanOut: m }",
    "{ fanIn: m, fanOut: n }",
  ),
  at(
    "conv2d.ts",
    "fan-in counts the channels, and forgets the taps of the kernel",
    "fanIn: g.channels * taps",
    "fanIn: g.channels",
  ),
  at(
    "conv2d.ts",
    "maxNorm takes the weights of one channel for those of one filter",
    "unitAxis: 0",
    "unitAxis: 1",
  ),
  at(
    "window.ts",
    'of an odd number of rows of "same" padding, the one more is above',
    "Math.floor(missing / 2)",
    "Math.ceil(missing / 2)",
  ),
  at("window.ts", "left padding taken from the rows", "padLeft: columns.before", "padLeft: rows.before"),
  at(
    "pool.ts",
    "a window that lies in the padding alone is let pass",
    "padHeight >= height",
    "padHeight > height",
  ),
  at(
    "batch-norm.ts",
    "momentum is the share of the old average, not of the new batch",
    "kernels.blend(runningMean, mean, channels, momentum, 1)",
    "kernels.blend(runningMean, mean, channels, 1 - momentum, 1)",
  ),
  at(
    "batch-norm.ts",
    "of images, the running variance is made unbiased by samples instead of pixels",
    "const n = rows * size;",
    "const n = rows;",
  ),
  at(
    "layer-norm.ts",
    "moments of each feature over the batch, not of each sample",
    "kernels.moments(x, mean, variance, 1, rows, n)",
    "kernels.moments(x, mean, variance, rows, n, 1)",
  ),
  at(
    "dropout.ts",
    "the way back has another mask",
    "kernels.dropout(dy, dx, rows * size, keep, key0, key1)",
    "kernels.dropout(dy, dx, rows * size, keep, key1, key0)",
  ),
  at("leaky-relu.ts", "another slope than the usual one by default", "fallback: 0.01", "fallback: 0.1"),
  at(
    "sequence.ts",
    "the activation overwrites the numbers it was computed from, which the way back needs",
    "lean && next.forgetful ? next.y : y",
    "lean ? next.y : y",
  ),
  at(
    "sequence.ts",
    "a pass that is to keep all leaves out what training can do without",
    "lean && next.forgetful ? next.y : y",
    "next.forgetful ? next.y : y",
  ),

  at(
    "batch-norm.ts",
    "trains with one value per feature, whose variance is 0",
    "leastRows: size === 1 ? 2 : 1",
    "leastRows: 1",
  ),
  at("penalty.ts", "l1 or l2 alone counts for nothing", "l1 === 0 && l2 === 0 ?", "l1 === 0 || l2 === 0 ?"),
  at(
    "residual.ts",
    "the gradient that goes around the block is lost",
    "kernels.add(dx, dy, dx, rows * size)",
    "kernels.add(dx, dx, dx, rows * size)",
  ),
];
