// Faults that have been made in earnest in notes about neural networks, each in a few lines of one's own, with a number that
// shows it.
import type { Text } from "../lib/text.js";
import {
  batchCheck,
  biasCheck,
  dropoutCheck,
  outputCheck,
  reluCheck,
  reluZeroCheck,
  type SlopeCheck,
  softmaxCheck,
} from "./bug-checks.js";

export interface Bug {
  readonly id: string;
  readonly title: Text;
  /** What it is about, in a word or two. */
  readonly short: Text;
  readonly lines: readonly string[];
  /** Which of them. */
  readonly wrong: number;
  readonly why: Text;
  readonly mended: string;
  /** The slopes that the lines come to, as they stand or mended, and those that differences give. */
  check(mended: boolean, h?: number): SlopeCheck;
  /** A number that shows it, computed here and now. */
  evidence(): Text;
}

const same = (text: string): Text => ({ en: text, zh: text });
const four = (values: Iterable<number>): string => Array.from(values, (value) => value.toFixed(4)).join(", ");

export const bugs: readonly Bug[] = [
  {
    id: "dropout",
    title: { en: "Dropout that drops more than it says", zh: "丢得比说好的多的 dropout" },
    short: { en: "dropout mask", zh: "dropout 掩码" },
    lines: [
      "function dropout(x, rate, random) {",
      "  const keep = x.map(() => random.normal() > rate);",
      "  return x.map((v, i) => (keep[i] ? v / (1 - rate) : 0));",
      "}",
    ],
    wrong: 1,
    why: {
      en: "A normal number is larger than .5 in 31 % of all cases. It takes one that is even between 0 and 1.",
      zh: "标准正态分布的数大于 .5 的概率只有 31 %。这里要用 0 到 1 之间均匀分布的数。",
    },
    mended: "const keep = x.map(() => random.uniform() > rate);",
    check: dropoutCheck,
    evidence() {
      const [was, is] = [false, true].map((mended) => (50 * dropoutCheck(mended).says[0]).toFixed(1));
      return {
        en: `Of 100,000 values at rate .5 it keeps ${was} %; mended, ${is} %.`,
        zh: `丢弃率 .5、十万个值：原来保留 ${was} %，改正后保留 ${is} %。`,
      };
    },
  },
  {
    id: "softmax",
    title: { en: "A softmax that breaks off", zh: "会中途坏掉的 softmax" },
    short: { en: "softmax", zh: "softmax" },
    lines: [
      "function softmax(z) {",
      "  const e = z.map((v) => Math.exp(v));",
      "  const sum = e.reduce((a, b) => a + b, 0);",
      "  return e.map((v) => v / sum);",
      "}",
    ],
    wrong: 1,
    why: {
      en: "e⁷¹⁰ is beyond what a double can hold, and ∞/∞ is NaN. Less the maximum, the result is the same and the largest power is e⁰.",
      zh: "e⁷¹⁰ 超出了双精度的范围，而 ∞/∞ 是 NaN。先减去最大值，结果不变，最大的一项只是 e⁰。",
    },
    mended: "const most = Math.max(...z); const e = z.map((v) => Math.exp(v - most));",
    check: softmaxCheck,
    evidence: () =>
      same(`z = 1000, 1001;  p − t:  ${four(softmaxCheck(false).says)}  →  ${four(softmaxCheck(true).says)}`),
  },
  {
    id: "bias",
    title: { en: "A parameter that is learned for nothing", zh: "白学了一场的参数" },
    short: { en: "forgotten bias", zh: "漏掉的偏置" },
    lines: [
      "const h = sigmoid(add(matmul(x, W1), b1));",
      "const z = matmul(h, W2);",
      "const p = softmax(z);",
      "const dz = subtract(p, t);",
      "step(W2, matmul(transpose(h), dz)); step(b2, sumRows(dz));",
    ],
    wrong: 1,
    why: {
      en: "b2 is updated in every step, and never used: no output can move but through W2.",
      zh: "b2 每一步都在更新，却从来没有用上：输出只能靠 W2 来移动。",
    },
    mended: "const z = add(matmul(h, W2), b2);",
    check: biasCheck,
    evidence() {
      const { says, differences } = biasCheck(false);
      return {
        en: `Differences say at once: without it in the sum, ∂E/∂b2 is ${four(differences)}, and the step takes ${four(says)}.`,
        zh: `一做数值差分就看得出来：加权和里没有它，∂E/∂b2 就是 ${four(differences)}，而更新用的却是 ${four(says)}。`,
      };
    },
  },
  {
    id: "output",
    title: { en: "A gradient of something else", zh: "别人家的梯度" },
    short: { en: "sigmoid with p − t", zh: "sigmoid 配 p − t" },
    lines: [
      "const z = add(matmul(h, W2), b2);",
      "const p = sigmoid(z);",
      "const loss = -sum(multiply(t, log(p)));",
      "const dz = subtract(p, t); // of softmax and cross-entropy together",
    ],
    wrong: 1,
    why: {
      en: "p − t is the gradient where p is the softmax of z. Behind a sigmoid this loss does not look at the other outputs at all.",
      zh: "只有当 p 是 z 的 softmax 时，梯度才是 p − t。换成 sigmoid，这个损失根本不看其他几个输出。",
    },
    mended: "const p = softmax(z);",
    check: outputCheck,
    evidence() {
      const { says, differences } = outputCheck(false);
      return {
        en: `z = 2, 1, −1 of class 0. p − t: ${four(says)}. By differences: ${four(differences)}.`,
        zh: `z = 2, 1, −1，类别 0。p − t：${four(says)}；数值差分：${four(differences)}。`,
      };
    },
  },
  {
    id: "relu-overwrite",
    title: { en: "A ReLU that forgets what came from behind", zh: "忘了后面传来什么的 ReLU" },
    short: { en: "ReLU, dy lost", zh: "ReLU 丢了 dy" },
    lines: [
      "function reluBackward(x, dy) {",
      "  const dx = new Float64Array(x.length);",
      "  for (let i = 0; i < x.length; i++) dx[i] = x[i] > 0 ? 1 : 0;",
      "  return dx;",
      "}",
    ],
    wrong: 2,
    why: {
      en: "That is the slope of the ReLU alone. The chain rule multiplies it by the gradient that comes in.",
      zh: "这只是 ReLU 自己的斜率。链式法则还要乘上传进来的梯度。",
    },
    mended: "for (let i = 0; i < x.length; i++) dx[i] = x[i] > 0 ? dy[i] : 0;",
    check: reluCheck,
    evidence() {
      const { says, differences } = reluCheck(false);
      return {
        en: `E = .3·relu(1) − 2·relu(2). It says ${says.join(", ")}; differences say ${four(differences)}.`,
        zh: `E = .3·relu(1) − 2·relu(2)：它给出 ${says.join(", ")}；数值差分给出 ${four(differences)}。`,
      };
    },
  },
  {
    id: "relu-zero",
    title: { en: "A ReLU that lets through what it does not let through", zh: "在零点放行的 ReLU" },
    short: { en: "ReLU at 0", zh: "ReLU 在 0 处" },
    lines: [
      "const forward = (x) => (x > 0 ? x : 0);",
      "const backward = (x, dy) => (x < 0 ? 0 : dy);",
      "const dx = inputs.map((x, i) => backward(x, dys[i]));",
    ],
    wrong: 1,
    why: {
      en: "At x = 0 it passes the gradient on, although the forward pass says 0 there, as it does for all below. Sums of exactly 0 are frequent: black pixels, dead units with a bias of 0.",
      zh: "x = 0 时它把梯度放了过去，可正向传播在那里给的是 0，与负数一样。恰好为 0 的和并不少见：全黑的像素、偏置为 0 的死单元。",
    },
    mended: "const backward = (x, dy) => (x > 0 ? dy : 0);",
    check: reluZeroCheck,
    evidence() {
      const wrong = [-1, 0, 1].map((x) => (x < 0 ? 0 : 1));
      const right = [-1, 0, 1].map((x) => (x > 0 ? 1 : 0));
      return same(`x = −1, 0, 1;  dy = 1:  ${wrong.join(", ")}  →  ${right.join(", ")}`);
    },
  },
  {
    id: "partial-batch",
    title: { en: "Samples that are never seen", zh: "永远见不到的样本" },
    short: { en: "last batch", zh: "最后一批" },
    lines: [
      "const steps = Math.floor(samples / batchSize);",
      "for (let s = 0; s < steps; s++) {",
      "  const batch = order.slice(s * batchSize, (s + 1) * batchSize);",
      "  learn(batch);",
      "}",
    ],
    wrong: 0,
    why: {
      en: "What does not fill a batch is dropped, in every epoch; without shuffling they are always the same samples.",
      zh: "凑不满一批的样本每一轮都被丢掉；如果不打乱顺序，丢的总是同样几个。",
    },
    mended: "const steps = Math.ceil(samples / batchSize);",
    check: batchCheck,
    evidence() {
      const [samples, batch] = [1000, 64];
      const lost = samples - Math.floor(samples / batch) * batch;
      return {
        en: `${samples} samples in batches of ${batch}: ${lost} are left out.`,
        zh: `${samples} 个样本，每批 ${batch} 个：漏掉 ${lost} 个。`,
      };
    },
  },
];
