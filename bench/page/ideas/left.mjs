// How little of a gradient a max pool and ReLU leave: the numbers of a small network that has learnt for a while.
import { chainrule, loadData } from "../../chainrule.mjs";
import { arrow, box, drawing, element, text } from "../svg.mjs";

const { adam, build, conv2d, dense, flatten, maxPool2d, relu, softmaxCrossEntropy, traceStep, train } =
  chainrule;
const STEPS = 100;
const FILTERS = 8;
const data = await loadData("mnist-10k");
const loss = softmaxCrossEntropy();
const model = await build({
  input: [1, 28, 28],
  layers: [
    conv2d(FILTERS, 3, { weightInit: { kind: "he" } }),
    relu(),
    conv2d(FILTERS, 3, { weightInit: { kind: "he" } }),
    relu(),
    maxPool2d(2),
    flatten(),
    dense(10),
  ],
});
for (const { type, step } of train(model, {
  train: data.train,
  loss,
  optimizer: adam({ learningRate: 0.002 }),
  epochs: 1,
  batchSize: 64,
}))
  if (type === "step" && step === STEPS) break;

const which = data.test.targets.indexOf(5);
const pixels = Float32Array.from(
  data.test.inputs.subarray(which * 784, (which + 1) * 784),
  (value) => value / 255,
);
const answer = Float32Array.from({ length: 10 }, (_, i) => (i === 5 ? 1 : 0));
const [, , convolution, , pool] = traceStep(model, pixels, answer, loss).layers;

const share = (values) =>
  `${Math.round((100 * values.filter((value) => value !== 0).length) / values.length)} %`;
const plane = (values, f) => values.slice((f * values.length) / FILTERS, ((f + 1) * values.length) / FILTERS);
/** The filter that answers most to this digit. */
const filter = Array.from({ length: FILTERS }, (_, f) =>
  plane(pool.x, f).reduce((sum, value) => sum + value, 0),
).reduce((best, sum, f, sums) => (sum > sums[best] ? f : best), 0);

const TOP = 62;
const EDGE = 182;
/** A plane, darker where a number is farther from zero. */
function picture(x, values, style) {
  const side = Math.sqrt(values.length);
  const cell = EDGE / side;
  const most = Math.max(...values.map(Math.abs));
  return [
    box(x, TOP, EDGE, EDGE, "box", 0),
    Array.from(values, (value, i) =>
      value === 0
        ? []
        : element("rect", {
            x: x + (i % side) * cell,
            y: TOP + Math.floor(i / side) * cell,
            width: cell,
            height: cell,
            class: style,
            opacity: 0.3 + (0.7 * Math.abs(value)) / most,
          }),
    ),
  ];
}
const below = TOP + EDGE + 22;

export default drawing(
  720,
  275,
  "What ReLU gives, the gradient behind a pool, and what of it goes back through both",
  text(24, 28, "Forward: what ReLU gives", "strong"),
  text(24, 48, "24 × 24, one of eight filters", "small soft"),
  picture(24, plane(pool.x, filter), "c1"),
  text(24, below, `${share(pool.x)} of all eight are not zero`, "small"),
  text(268, 28, "Backward: behind the pool", "strong"),
  text(268, 48, "12 × 12", "small soft"),
  picture(268, plane(pool.dy, filter), "c0"),
  text(268, below, `${share(pool.dy)} are not zero`, "small"),
  arrow(456, TOP + EDGE / 2, 504, TOP + EDGE / 2),
  text(512, 28, "before pool and ReLU", "strong"),
  text(512, 48, "24 × 24: the winners, if above zero", "small soft"),
  picture(512, plane(convolution.dy, filter), "c0"),
  text(512, below, `${share(convolution.dy)} are not zero`, "small"),
);
