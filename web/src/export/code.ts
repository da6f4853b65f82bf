/** A piece of a program, to stand in it as it is. */
export class Code {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export const raw = (text: string): Code => new Code(text);

/** A call of a function with these values. */
export const call = (name: string, values: readonly unknown[]): Code =>
  raw(`${name}(${values.map((value) => literal(value)).join(", ")})`);

const NAME = /^[A-Za-z_$][\w$]*$/;
const WIDTH = 100;

/** A value of JSON as a program has it: on one line where it fits. Texts are quoted, so that none of them is code. */
export function literal(value: unknown, indent = ""): string {
  if (value instanceof Code) return value.text;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? "[]" : "{}";
  const inner = `${indent}  `;
  const entries = isList
    ? value.map((entry) => literal(entry, inner))
    : Object.entries(value).map(([name, entry]) => {
        const key = NAME.test(name) ? name : JSON.stringify(name);
        const text = literal(entry, inner);
        return entry instanceof Code && text === key ? key : `${key}: ${text}`;
      });
  if (entries.length === 0) return open + close;
  const line = entries.join(", ");
  if (line.length + indent.length < WIDTH && !line.includes("\n"))
    return isList ? `[${line}]` : `{ ${line} }`;
  return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join("")}${indent}${close}`;
}
