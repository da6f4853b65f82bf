// A Chinese page that includes an English one has its pictures beside that one.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { MarkdownRenderer } from "vitepress";

/** @param docs the folder of all pages */
export function sharedPictures(md: MarkdownRenderer, docs: string): void {
  const { image } = md.renderer.rules;
  md.renderer.rules.image = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const src = token.attrGet("src") ?? "";
    const ownFolder = env.relativePath.startsWith("zh/") ? "zh" : "";
    if (ownFolder && !existsSync(join(docs, ownFolder, src)) && existsSync(join(docs, src)))
      token.attrSet("src", `../${src}`);
    return image!(tokens, index, options, env, self);
  };
}
