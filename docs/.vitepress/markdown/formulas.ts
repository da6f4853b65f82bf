// Formulas, $…$ and $$…$$, as MathML: made at build time, drawn by the browser itself.
import { tex } from "@mdit/plugin-tex";
import type MarkdownIt from "markdown-it";
import temml from "temml";

/** v-pre: braces in it are TeX's, none of Vue's. */
export const formula = (source: string, displayMode: boolean): string =>
  temml.renderToString(source, { displayMode, throwOnError: true }).replace(/^<math/, "<math v-pre");

export const formulas = (md: MarkdownIt): void => {
  md.use(tex, {
    render: (source, displayMode) =>
      displayMode ? `<div class="formula">${formula(source, true)}</div>` : formula(source, false),
  });
};
