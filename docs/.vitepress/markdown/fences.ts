// Blocks that say what is to stand in their place.
import type MarkdownIt from "markdown-it";

/** Draws blocks of a language: ```language, with what `draw` makes of the text and the page's path. */
export function drawFence(
  md: MarkdownIt,
  language: string,
  draw: (text: string, page: string, code: (text: string, language: string) => string) => string,
): void {
  const plain = md.renderer.rules.fence!;
  md.renderer.rules.fence = (tokens, at, options, env, self) => {
    const token = tokens[at];
    if (token.info.trim() !== language) return plain(tokens, at, options, env, self);
    const code = (text: string, info: string) => {
      const block = Object.assign(Object.create(Object.getPrototypeOf(token)), token, {
        info,
        content: text,
      });
      return plain([block], 0, options, env, self);
    };
    return draw(token.content.trim(), env.relativePath ?? "", code);
  };
}
