// Links that lead out of docs/, to files of the repository: they are right where the page is read beside the code. The site
// has no such pages, so there the name of the file is left. A file that is not there fails the build.
import { existsSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import type MarkdownIt from "markdown-it";

export function outsideLinks(md: MarkdownIt, docs: string): void {
  md.core.ruler.push("outside-links", ({ tokens, env }) => {
    const page = resolve(docs, env.relativePath ?? "");
    for (const { children } of tokens) {
      let inside = false;
      for (const token of children ?? []) {
        if (token.type === "link_close" && inside) {
          token.tag = "span";
          inside = false;
        }
        const href = token.type === "link_open" ? token.attrGet("href") : null;
        if (href === null || !/^\.\.?\//.test(href)) continue;
        const path = resolve(dirname(page), decodeURI(href.replace(/[?#].*/, "")));
        const name = relative(docs, path);
        if (!name.startsWith("..")) continue;
        if (!existsSync(path)) throw new Error(`${env.relativePath}: there is no ${path}.`);
        Object.assign(token, { tag: "span", attrs: [["class", "repository-file"]], type: "file_open" });
        inside = true;
      }
    }
  });
}
