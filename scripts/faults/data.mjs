const at = (file, breaks, text, fault) => ({ file: `src/${file}`, breaks, text, fault });

export default [
  at(
    "data/split.ts",
    "one sample is in both parts of a split",
    "order.subarray(0, count)",
    "order.subarray(0, count + 1)",
  ),
  at(
    "data/folds.ts",
    "folds are trained on what they are tested on",
    "all.filter((i) => foldOf[i] !== fold)",
    "all",
  ),
  at("data/folds.ts", "folds are not stratified", "  order.sort((a, b) => labels[a] - labels[b]);\n", ""),
  at(
    "data/dataset.ts",
    "targets stay in their old order",
    "data.targets.subarray(from * width, (from + 1) * width)",
    "data.targets.subarray(i * width, (i + 1) * width)",
  ),
  at(
    "data/table.ts",
    "classes that are numbers are sorted as text",
    "[...distinct].sort((a, b) => (a < b ? -1 : 1))",
    "[...distinct].sort()",
  ),
  at(
    "data/table.ts",
    "one text cell makes a header of the first row",
    "first.slice(0, -1).every(isText)",
    "first.slice(0, -1).some(isText)",
  ),
  at(
    "data/npy.ts",
    "floats read with the most significant byte first",
    "view.getFloat32(4 * i, true)",
    "view.getFloat32(4 * i)",
  ),
  at("kernels/reference/gather.ts", "pixels divided by 256", "1 / 255", "1 / 256"),
  at("data/augment/warp.ts", "the centre of an image lies half a pixel off", "(width - 1) / 2", "width / 2"),
  at(
    "data/augment/augmenter.ts",
    "an image is changed alike in every epoch",
    '"augment", epoch, sample',
    '"augment", 0, sample',
  ),
  at(
    "data/digit.ts",
    "the centre of mass is taken at the corner of pixels",
    "values[i] * (x + 0.5)",
    "values[i] * x",
  ),
  at("core/rng.ts", "a shuffle that leaves no number in its place", "rng.below(i + 1)", "rng.below(i)"),
  at("core/rng.ts", "normal numbers with a variance of ½", "(-2 * log(s)) / s", "-log(s) / s"),
  at(
    "initializers/initializer.ts",
    "uniform weights with another variance than normal ones",
    "Math.sqrt(3)",
    "Math.sqrt(6)",
  ),

  at(
    "core/rng.ts",
    "seeds that differ by 2³² alone give the same numbers",
    "Math.floor(seed / 2 ** 32))",
    "0)",
  ),
  at("core/rng.ts", "a stream's index counts for nothing", "  h = absorb(h, index);\n", ""),
  at(
    "core/rng.ts",
    "0 … n − 1 are not equally likely",
    "  while (draw >= limit) draw = this.uint32();\n".slice(0, -1),
    "",
  ),
  at(
    "data/folds.ts",
    "folds are dealt by the draws that a test set is kept back by",
    '"split", 1)',
    '"split")',
  ),
  at(
    "data/augment/noise.ts",
    "noises add up as deviations, not as variances",
    "warp.variance += std * std",
    "warp.variance = (Math.sqrt(warp.variance) + std) ** 2",
  ),
  at(
    "data/augment/warp.ts",
    "of two shifts, the second is not turned by what came before",
    "this.#x0 += xx * x0 + xy * y0;",
    "this.#x0 += x0;",
  ),
  at(
    "data/resample.ts",
    "enlarged pictures are shifted by half a pixel",
    "(to + 0.5) * step - 0.5",
    "to * step",
  ),
  at("data/synthetic/spiral.ts", "both arms are the same", "(label === 1 ? 0 : Math.PI)", "0"),
];
