// VitePress's theme with the fonts of the machine: no font is fetched from anywhere.
import DefaultTheme from "vitepress/theme-without-fonts";
import { h } from "vue";
import picture from "../../pictures/playground.png";
import "temml/dist/Temml-Local.css";
import "./style.css";
import { Workbench } from "./workbench.js";

/** The start page shows what one comes to. */
const hero = () =>
  h("img", { class: "image-src hero-picture", src: picture, alt: "", width: 1280, height: 800 });

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { "home-hero-image": hero }),
  enhanceApp({ app }: { app: { component(name: string, component: unknown): void } }) {
    app.component("Workbench", Workbench);
  },
};
