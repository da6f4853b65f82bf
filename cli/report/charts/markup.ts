/** Text that can stand in markup. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

type Attributes = Readonly<Record<string, string | number | undefined>>;

const attributesOf = (attributes: Attributes): string =>
  Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const text = typeof value === "number" ? String(Math.round(value * 100) / 100) : String(value);
      return ` ${name}="${escaped(text)}"`;
    })
    .join("");

/** An element whose content is text. */
export const markup = (tag: string, attributes: Attributes, text = ""): string =>
  `<${tag}${attributesOf(attributes)}>${escaped(text)}</${tag}>`;

/** An element whose content is markup. */
export const element = (tag: string, attributes: Attributes, ...content: readonly string[]): string =>
  `<${tag}${attributesOf(attributes)}>${content.join("")}</${tag}>`;
