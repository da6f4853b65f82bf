// Drawings as text: elements, and one style for all of them, which a dark page turns round.

const escaped = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const number = (value) => (typeof value === "number" ? Math.round(value * 100) / 100 : escaped(value));

/** One element. Numbers are rounded to what one can see. */
export function element(name, attributes, ...children) {
  const list = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const open = [name, ...list.map(([key, value]) => `${key}="${number(value)}"`)].join(" ");
  const inside = children.flat(Number.POSITIVE_INFINITY).join("");
  return inside === "" ? `<${open}/>` : `<${open}>${inside}</${name}>`;
}

export const line = (x1, y1, x2, y2, style = "line") => element("line", { x1, y1, x2, y2, class: style });
export const box = (x, y, width, height, style = "box", rx = 2) =>
  element("rect", { x, y, width, height, class: style, rx });
export const path = (d, style) => element("path", { d, class: style });

/** @param style classes: "soft" grey, "strong" bold, "small", "mono"; "middle" or "end" for where x is */
export const text = (x, y, content, style = "") => element("text", { x, y, class: style }, escaped(content));

/** From a point to another, with a head. */
export const arrow = (x1, y1, x2, y2, style = "line") =>
  element("line", { x1, y1, x2, y2, class: style, "marker-end": "url(#head)" });

// Okabe and Ito's colours, which also those tell apart who do not see all colours
const style = `
svg { --page: #fff; --ink: #1f2328; --soft: #656d76; --faint: #d8dee4; --fill: #f3f5f7;
  --c0: #c2410c; --c1: #0072b2; --c2: #008f6b; --c3: #8a8f98; --c4: #b8860b; --c5: #9a4f96; --c6: #4f7a28; --c7: #5c5c5c; --c0soft: #fbe3d6; --c1soft: #d9ebf7; --c2soft: #d5f0e6; }
@media (prefers-color-scheme: dark) {
  svg { --page: #0d1117; --ink: #e6edf3; --soft: #9198a1; --faint: #30363d; --fill: #1b212a;
    --c0: #ff8a4c; --c1: #58b0e8; --c2: #2fc79b; --c3: #a7aeb8; --c4: #e0b040; --c5: #d08fcc; --c6: #9ccb6a; --c7: #c0c0c0; --c0soft: #532712; --c1soft: #12395a; --c2soft: #0f4a39; }
}
text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: var(--ink); }
.mono { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.strong { font-weight: 600; } .small { font-size: 11px; } .soft { fill: var(--soft); }
.middle { text-anchor: middle; } .end { text-anchor: end; }
.page { fill: var(--page); }
.line { stroke: var(--soft); fill: none; } .grid { stroke: var(--faint); fill: none; }
.dashed { stroke: var(--soft); fill: none; stroke-dasharray: 5 4; }
.box { fill: var(--fill); stroke: var(--soft); } .empty { fill: none; stroke: var(--faint); }
${[0, 1, 2, 3, 4, 5, 6, 7].map((i) => `.c${i} { fill: var(--c${i}); } .s${i} { stroke: var(--c${i}); fill: none; stroke-width: 2; }`).join("\n")}
${[0, 1, 2].map((i) => `.b${i} { fill: var(--c${i}soft); stroke: var(--c${i}); }`).join("\n")}
`;

/** A whole drawing, which says in words what it shows to those who cannot see it. */
export function drawing(width, height, title, ...children) {
  const head = element(
    "marker",
    {
      id: "head",
      viewBox: "0 0 8 8",
      refX: 7,
      refY: 4,
      markerWidth: 7,
      markerHeight: 7,
      orient: "auto-start-reverse",
    },
    element("path", { d: "M0 0 8 4 0 8z", fill: "context-stroke" }),
  );
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
  };
  const background = element("rect", { width, height, class: "page", rx: 6 });
  const all = [
    element("title", {}, escaped(title)),
    `<style>${style}</style>`,
    `<defs>${head}</defs>`,
    background,
  ];
  return `${element("svg", attributes, ...all, ...children)}\n`;
}
