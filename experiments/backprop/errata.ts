import type { Text } from "../lib/text.js";

/** A place where the document is off: what it prints, the figure that is right, and why. */
export interface Erratum {
  readonly quantity: string;
  readonly printed: string;
  /** The names of the figures, of either reading of the biases. */
  readonly figure?: string;
  readonly why: Text;
}

export const errata: readonly Erratum[] = [
  {
    quantity: "b2, b4",
    printed: ".56, .67",
    why: {
      en: "Given, but not used: the printed digits come from .55 for both hidden units and .66 for both outputs.",
      zh: "题目给出了，却没有用上：印出的数字是按两个隐藏单元都取 .55、两个输出都取 .66 算出来的。",
    },
  },
  {
    quantity: "E_o1",
    printed: "0.0116359213",
    figure: "E_o1",
    why: {
      en: "E_o1 and E_o2 are swapped; their sum is right.",
      zh: "E_o1 与 E_o2 写反了；二者之和没有错。",
    },
  },
  { quantity: "E_o2", printed: "0.3110486109", figure: "E_o2", why: { en: "See above.", zh: "同上。" } },
  {
    quantity: "∂E_o1/∂in_o1 (5.24)",
    printed: "0.1284037009",
    figure: "dE_din_o1",
    why: {
      en: "Multiplies by the output .79873 where the difference to the target, .78873, belongs.",
      zh: "本该乘以输出与目标之差 .78873，却乘成了输出本身 .79873。",
    },
  },
  {
    quantity: "∂E/∂out_h1",
    printed: "0.0496652891",
    figure: "dE_dout_h1",
    why: { en: "Inherits it from (5.24).", zh: "由（5.24）带下来的错误。" },
  },
  {
    quantity: "∂E/∂w1",
    printed: "0.0011362635",
    figure: "dE_dw1",
    why: { en: "Inherits it from (5.24).", zh: "由（5.24）带下来的错误。" },
  },
  {
    quantity: "w1⁺",
    printed: "0.0998863737",
    figure: "w1_new",
    why: {
      en: "Takes a learning rate of .1, where it was .5 before.",
      zh: "学习率前面取 .5，这里换成了 .1。",
    },
  },
  {
    quantity: "cross-entropy",
    printed: "1/m Σ(…)",
    why: {
      en: "Lacks the minus in front: log of a probability is negative, and a loss is not.",
      zh: "前面少了负号：概率的对数是负数，而损失不该是负的。",
    },
  },
];
