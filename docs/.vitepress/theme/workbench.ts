import { withBase } from "vitepress";
import { defineComponent, h } from "vue";

/** A link into the workbench, which is part of the site: `<Workbench to="#/digits">…</Workbench>`. */
export const Workbench = defineComponent({
  props: { to: { type: String, default: "" } },
  setup:
    ({ to }, { slots }) =>
    () =>
      h("a", { class: "workbench-link", href: withBase(`/app/${to}`), target: "_self" }, slots.default?.()),
});
