// The documentation as a site: npm run docs. What stands in docs/ is English, docs/zh/ has the same pages in Chinese.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import sirv from "sirv";
import { type DefaultTheme, defineConfig } from "vitepress";
import { cards } from "./markdown/cards.js";
import { commandHelp } from "./markdown/command-help.js";
import { diagrams } from "./markdown/diagrams.js";
import { formulas } from "./markdown/formulas.js";
import { outsideLinks } from "./markdown/outside-links.js";
import { sharedPictures } from "./markdown/shared-pictures.js";
import { type Language, sections } from "./pages.js";
import { chinese, chineseSearch } from "./zh.js";

const docs = fileURLToPath(new URL("..", import.meta.url));

const linkOf = (path: string, language: Language) =>
  `${language === "zh" ? "/zh" : ""}/${path.replace(/index$/, "")}`;

const sidebar = (language: Language): DefaultTheme.SidebarItem[] =>
  sections.map(({ title, pages }) => ({
    text: title[language],
    items: pages
      .filter(({ path }) => existsSync(`${docs}${path}.md`))
      .map((page) => ({ text: page.title[language], link: linkOf(page.path, language) })),
  }));

const nav = (language: Language, titles: readonly (readonly [path: string, text: string])[]) => [
  ...titles.map(([path, text]) => ({
    text,
    link: linkOf(path, language),
    activeMatch: `^${linkOf(path, language).replace(/library$/, "")}`,
  })),
];

const workbench = (text: string): DefaultTheme.NavItem => ({ text, link: "/app/", target: "_self" });

export default defineConfig({
  title: "Chainrule",
  description: "Neural networks you can see through",
  outDir: "../dist/docs",
  lastUpdated: false,
  transformHead: ({ siteConfig }) => [
    ["link", { rel: "icon", type: "image/svg+xml", href: `${siteConfig.site.base}app/icon.svg` }],
    // what it was built from: scripts/docs.mjs asks, and builds again only when that has changed
    ["meta", { name: "inputs", content: process.env.CHAINRULE_DOCS_INPUTS ?? "" }],
  ],
  vite: {
    plugins: [
      {
        name: "workbench",
        configureServer: ({ middlewares }) => {
          middlewares.use("/app", sirv(`${docs}../dist/web`));
        },
      },
    ],
    build: { chunkSizeWarningLimit: 1000 }, // what the search looks in
  },
  markdown: {
    config(md) {
      formulas(md);
      cards(md);
      commandHelp(md);
      diagrams(md);
      outsideLinks(md, docs);
      sharedPictures(md, docs);
    },
  },
  locales: {
    root: {
      label: "English",
      lang: "en",
      themeConfig: {
        nav: [
          ...nav("en", [
            ["start", "Start"],
            ["tour/index", "Tour"],
            ["guide/library", "Guides"],
            ["reference", "API"],
          ]),
          workbench("Workbench"),
        ],
        sidebar: sidebar("en"),
        outline: [2, 3],
      },
    },
    zh: {
      label: "简体中文",
      lang: "zh-CN",
      description: "看得透的神经网络",
      themeConfig: {
        ...chinese,
        nav: [
          ...nav("zh", [
            ["start", "开始"],
            ["tour/index", "导览"],
            ["guide/library", "指南"],
            ["reference", "API"],
          ]),
          workbench("工作台"),
        ],
        sidebar: sidebar("zh"),
      },
    },
  },
  themeConfig: {
    logo: "/app/icon.svg",
    search: {
      provider: "local",
      options: {
        locales: { zh: { translations: chineseSearch } },
        miniSearch: {
          options: {
            // Chinese has no spaces between words
            tokenize: (text: string) =>
              Array.from(new Intl.Segmenter("zh", { granularity: "word" }).segment(text))
                .filter(({ isWordLike }) => isWordLike)
                .map(({ segment }) => segment),
          },
        },
      },
    },
  },
});
