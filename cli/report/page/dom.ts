type Child = Node | string | number | undefined | false;
type Attributes = { readonly [name: string]: string | number | boolean | undefined };

/** An element with attributes and children. Texts become text nodes and never markup: class names come from anywhere. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill<E extends Element>(element: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    // style by property, which a strict content policy allows where it forbids the attribute
    if (name === "style") (element as unknown as HTMLElement).style.cssText = String(value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) {
    if (child !== undefined && child !== false) element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;
export const number = (value: number): string => value.toLocaleString("en-US");
export const short = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(2) : value.toFixed(4);

/** A part of the page, with its heading and a sentence on how to read it. */
export function section(title: string, about: string, ...children: readonly Child[]): HTMLElement {
  return el("section", {}, el("h2", {}, title), el("p", { class: "about" }, about), ...children);
}
