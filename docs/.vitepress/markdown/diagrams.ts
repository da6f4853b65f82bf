// ```mermaid: diagrams, drawn when the site is built.
import { renderMermaidSVG } from "beautiful-mermaid";
import type MarkdownIt from "markdown-it";
import { drawFence } from "./fences.js";

/** The style that comes with it asks a host for a font; theme/style.css has what is needed of it. */
export const diagrams = (md: MarkdownIt): void =>
  drawFence(md, "mermaid", (text) => {
    const svg = renderMermaidSVG(text, { transparent: true })
      .replace(/<style>[\s\S]*?<\/style>/, "")
      .replace(/(<svg[^>]*) style="[^"]*"/, "$1");
    return `<div class="diagram" v-pre>${svg.replace(/\n\s*/g, "")}</div>`;
  });
