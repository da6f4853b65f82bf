// The table of contents: every page once, with its title in both languages. A page is there below / and below /zh/.

export type Language = "en" | "zh";
export type Titles = Readonly<Record<Language, string>>;

export interface Page {
  readonly path: string;
  readonly title: Titles;
  /** Written by a script: in Chinese, the same tables under a Chinese heading. */
  readonly generated?: true;
}

export interface Section {
  readonly title: Titles;
  readonly pages: readonly Page[];
}

const page = (path: string, en: string, zh: string): Page => ({ path, title: { en, zh } });
const generated = (path: string, en: string, zh: string): Page => ({
  ...page(path, en, zh),
  generated: true,
});

export const sections: readonly Section[] = [
  { title: { en: "Begin", zh: "开始" }, pages: [page("start", "Start here", "从这里开始")] },
  {
    title: { en: "The tour", zh: "导览" },
    pages: [
      page("tour/index", "All stops", "全部站点"),
      page("tour/neuron", "Neurons", "神经元"),
      page("tour/layers", "Layers and bends", "层与非线性"),
      page("tour/backpropagation", "Backpropagation", "反向传播"),
      page("tour/descent", "Descent", "梯度下降"),
      page("tour/initialisation", "How weights start", "权重的初值"),
      page("tour/recognising", "Recognising", "识别"),
      page("tour/overfitting", "Learning, not memorising", "学会，而不是背下"),
      page("tour/convolution", "Convolutions", "卷积"),
      page("tour/settings", "Choosing settings", "选择设置"),
    ],
  },
  {
    title: { en: "Guides", zh: "指南" },
    pages: [
      page("guide/library", "The library", "库"),
      page("guide/command-line", "The command line", "命令行"),
      page("guide/data", "Data", "数据"),
      page("guide/formats", "File formats", "文件格式"),
      page("workbench", "The workbench", "工作台"),
      page("tuning", "Searching for settings", "搜索好的设置"),
    ],
  },
  {
    title: { en: "Reference", zh: "参考" },
    pages: [
      page("reference", "API reference", "API 参考"),
      generated("api/chainrule/index", "chainrule", "chainrule"),
      generated("api/chainrule/data", "chainrule/data", "chainrule/data"),
      generated("api/chainrule/format", "chainrule/format", "chainrule/format"),
      generated("api/chainrule/tune", "chainrule/tune", "chainrule/tune"),
      generated("api/chainrule/node", "chainrule/node", "chainrule/node"),
      generated("api/registry", "Layers, losses, optimizers …", "层、损失、优化器等"),
    ],
  },
  {
    title: { en: "Background", zh: "背景" },
    pages: [
      page("architecture", "Architecture", "架构"),
      generated("results", "Results", "结果"),
      generated("performance", "Performance", "性能"),
      generated("faults", "Faults put in on purpose", "故意放进去的错误"),
    ],
  },
];
