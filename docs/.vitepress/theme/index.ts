// VitePress's theme with the fonts of the machine: no font is fetched from anywhere.
import DefaultTheme from "vitepress/theme-without-fonts";
import "./style.css";
import { Workbench } from "./workbench.ts";

export default {
  extends: DefaultTheme,
  enhanceApp({ app }: { app: { component(name: string, component: unknown): void } }) {
    app.component("Workbench", Workbench);
  },
};
