// Makes of a site that was built for one path a site that works below any: VitePress has no such setting. It is built with a
// base that no site has, and that base is replaced: in pages by the way up to the root, which the browser resolves; in scripts by
// what the page has found the root to be.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";

export const BASE = "/--chainrule-docs--/";

/** Before the scripts of the page run, links become absolute: those of the navigation stay while one goes to pages in other folders. */
const settle = (up) =>
  `<script>__VP_SITE_DATA__.base=new URL("${up}",location.href).pathname;` +
  `for(const a of document.querySelectorAll('a[href]:not([href^="#"]),link[rel=icon]'))a.setAttribute("href",a.href);` +
  `for(const image of document.images)image.setAttribute("src",image.src)</script>`;

const page = (text, up) =>
  text
    .replaceAll(`="${BASE}`, `="${up}`)
    .replace(/(<script>[^<]*__VP_SITE_DATA__=[\s\S]*?<\/script>)/, (script) => script + settle(up));

/** What the search looks in is one text in backticks, with addresses in it; elsewhere an address is a text of its own. */
const script = (text) =>
  /^const \w+=`\{"documentCount"/.test(text)
    ? text.replaceAll(BASE, `$\{__VP_SITE_DATA__.base}`)
    : text.replace(
        new RegExp(`(["'\`])${BASE}([^"'\`\\\\\\s]*)\\1`, "g"),
        (_, quote, path) => `(__VP_SITE_DATA__.base+${quote}${path}${quote})`,
      );

/** @throws Error where the base is still in a file */
export function relocate(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!/\.(html|js|css)$/.test(name)) continue;
    const depth = name.split(sep).length - 1;
    const up = "../".repeat(depth) || "./";
    const before = readFileSync(join(folder, name), "utf8");
    const text = name.endsWith(".html")
      ? page(before, up)
      : name.endsWith(".css")
        ? before.replaceAll(`(${BASE}`, `(${up}`)
        : script(before);
    const rest = text.replace(`\\"base\\":\\"${BASE}\\"`, "");
    if (rest.includes(BASE))
      throw new Error(`${name} is bound to its path: …${rest.slice(rest.indexOf(BASE) - 80).slice(0, 160)}`);
    if (text !== before) writeFileSync(join(folder, name), text);
  }
}
