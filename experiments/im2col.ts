import { build, Rng, traceStep } from "chainrule";
import { chart, defineExperiment, type ImageChart, pixelsOf, progress, ranges, whole } from "./lib/index.js";

const settings = {
  kernel: whole({ en: "side of the window", zh: "窗口边长" }, 3, 1, 7),
  stride: whole({ en: "stride", zh: "步幅" }, 1, 1, 4),
  padding: whole({ en: "padding", zh: "填充" }, 0, 0, 3),
};

const SIDE = 8;

/** A row for each place of the window, a column for each of its pixels; 0 beyond the edges. */
function patchesOf(
  image: readonly number[],
  { kernel, stride, padding }: { kernel: number; stride: number; padding: number },
) {
  const across = Math.floor((SIDE + 2 * padding - kernel) / stride) + 1;
  const rows: number[][] = [];
  for (let oy = 0; oy < across; oy++)
    for (let ox = 0; ox < across; ox++) {
      const row: number[] = [];
      for (let ky = 0; ky < kernel; ky++)
        for (let kx = 0; kx < kernel; kx++) {
          const [y, x] = [oy * stride + ky - padding, ox * stride + kx - padding];
          row.push(y >= 0 && y < SIDE && x >= 0 && x < SIDE ? image[y * SIDE + x] : 0);
        }
      rows.push(row);
    }
  return { rows, across };
}

export const im2col = defineExperiment({
  id: "im2col",
  topic: "images",
  documents: ["004"],
  title: { en: "im2col: a convolution as one product", zh: "im2col：把卷积变成一次矩阵乘法" },
  summary: {
    en: "Every place of the window becomes a row of a matrix. That matrix times the filters is the convolution, to the last digits.",
    zh: "窗口的每个位置变成矩阵的一行。这个矩阵乘以滤波器，就是卷积，一位不差。",
  },
  expect: {
    en: "The matrix holds each pixel as often as windows cover it: nine times the image for 3 × 3 by steps of 1. Both results agree.",
    zh: "每个像素被几个窗口盖住，就在矩阵里出现几次：3×3、步幅 1 时是图像的九倍大。两个结果一致。",
  },
  explanation: {
    en: "A convolution lays a small filter over each place, multiplies what lies under it and adds up. Written out patch by patch this is a dot product per row, so all places and all filters at once are one matrix product, for which there are fast programs. The price is memory. This library slides the window over the image instead and never writes the patches down; the experiment does, to compare.",
    zh: "卷积把小滤波器放到每个位置上，与下面的像素相乘再相加。把各个小块摊开来写，每行就是一次点积；所有位置、所有滤波器合在一起就是一次矩阵乘法，而矩阵乘法有很快的程序。代价是内存。本库其实让窗口在图像上滑动，从不把小块写出来；这个实验写出来，是为了比较。",
  },
  formulas: [
    {
      tex: "\\text{out}=\\Bigl\\lfloor\\frac{n+2p-k}{s}\\Bigr\\rfloor+1",
      plain: "out = floor((n + 2p − k) / s) + 1",
    },
    { tex: "Y=\\mathrm{im2col}(X)\\,W^{\\top}", plain: "Y = im2col(X)·Wᵀ" },
  ],
  settings,
  seeds: [1, 2, 3],
  seconds: 1,
  plan: ({ kernel, stride, padding }) => ({
    window: { kernel, stride, padding },
    model: {
      input: [1, SIDE, SIDE],
      layers: [{ kind: "conv2d", filters: 1, kernel, stride, padding, bias: false }],
    },
  }),
  expectations: ranges([
    ["difference", "largest difference of the two results", "两个结果的最大差别", undefined, 1e-12, 15],
    ["rows", "places of the window", "窗口的位置数", 36, 36, 0],
    ["blowUp", "numbers in the matrix per pixel", "矩阵元素个数与像素个数之比", 5, 5.1, 2],
  ]),
  async *run({ plan, seed, data }) {
    const { train: digits } = await data("mnist-10k", seed);
    const whole = pixelsOf(digits, new Rng(seed, "data").below(100));
    // the middle of a digit, every second pixel
    const image = Array.from(
      { length: SIDE * SIDE },
      (_, i) => whole[(6 + 2 * Math.floor(i / SIDE)) * 28 + 6 + 2 * (i % SIDE)],
    );
    const shown = (...results: ImageChart["items"]) =>
      chart({
        id: "convolution",
        kind: "images",
        scale: "diverging",
        title: { en: "Image, filter, result", zh: "图像、滤波器、结果" },
        items: [
          { caption: { en: "image", zh: "图像" }, width: SIDE, height: SIDE, values: image },
          ...results,
        ],
      });
    yield shown();
    const { rows, across } = patchesOf(image, plan.window);
    const model = await build(plan.model, { seed, backend: "reference" });
    const size = rows.length;
    const { layers } = traceStep(model, image, new Array(size).fill(0), { kind: "meanSquaredError" });
    const [{ y, parameters }] = layers;
    const filter = Array.from(parameters[0].value);
    const product = rows.map((row) => row.reduce((sum, value, i) => sum + value * filter[i], 0));
    yield progress(0.5);
    const { kernel } = plan.window;
    yield shown(
      { caption: { en: "filter", zh: "滤波器" }, width: kernel, height: kernel, values: filter },
      {
        caption: { en: "by the layer", zh: "由层计算" },
        width: across,
        height: across,
        values: Array.from(y),
      },
      { caption: { en: "by the product", zh: "由乘法计算" }, width: across, height: across, values: product },
    );
    yield chart({
      id: "matrix",
      kind: "heatmap",
      title: {
        en: "The matrix: a row for each place, a column for each pixel of the window",
        zh: "矩阵：每个位置一行，窗口的每个像素一列",
      },
      scale: "sequential",
      range: [0, 1],
      x: { en: "pixel of the window", zh: "窗口中的像素" },
      y: { en: "place", zh: "位置" },
      panels: [
        {
          name: `${size} × ${filter.length}`,
          width: filter.length,
          height: size,
          x: [0, filter.length],
          y: [0, size],
          values: rows.flat(),
        },
      ],
    });
    const difference = product.reduce((most, value, i) => Math.max(most, Math.abs(value - y[i])), 0);
    return { difference, rows: size, blowUp: (size * filter.length) / (SIDE * SIDE) };
  },
});
