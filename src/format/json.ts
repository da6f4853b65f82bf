import { ChainruleError, display } from "../core/errors.js";

/** Levels of nesting; beyond it, what claims to be a file of ours is an attack on the stack. */
const MAX_DEPTH = 64;

/** Reads JSON as RFC 8259 has it, and stricter where the RFC leaves a choice: a name stands only once in its object,
 *  a number fits a double, and no name is `__proto__`.
 *  @param source text, or UTF-8 bytes
 *  @param where  the file, as messages name it: `digits.json`
 *  @param firstLine the number of its first line, for one line of a longer file
 *  Errors    E_FORMAT with the line and column of the mistake
 *  Source    RFC 8259 */
export function parseJson(source: string | Uint8Array, where: string, firstLine = 1): unknown {
  const text = typeof source === "string" ? source : decodeUtf8(source, where);
  return new JsonReader(text, where, firstLine).document();
}

function decodeUtf8(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ChainruleError(
      "E_FORMAT",
      { where, expected: "text in UTF-8", got: "other bytes", remedy: "Save the file as UTF-8." },
      { cause },
    );
  }
}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;
const LITERALS = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** A recursive descent over the grammar; `JSON.parse` cannot serve, since it hides repeated names and tells no place. */
class JsonReader {
  readonly #text: string;
  readonly #where: string;
  readonly #firstLine: number;
  #at = 0;

  constructor(text: string, where: string, firstLine: number) {
    this.#text = text;
    this.#where = where;
    this.#firstLine = firstLine;
  }

  document(): unknown {
    const value = this.#value(0);
    if (this.#peek() !== undefined) this.#refuse("nothing after the value");
    return value;
  }

  #value(depth: number): unknown {
    if (depth > MAX_DEPTH) this.#refuse(`at most ${MAX_DEPTH} levels of nesting`);
    const next = this.#peek();
    if (next === "{") return this.#object(depth);
    if (next === "[") return this.#array(depth);
    if (next === '"') return this.#string();
    const literal = this.#take(LITERAL);
    if (literal !== "") return LITERALS.get(literal);
    return this.#number();
  }

  #object(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    const names = new Set<string>();
    this.#at++;
    if (this.#skip("}")) return object;
    do {
      if (this.#peek() !== '"') this.#refuse("a name in double quotes");
      const start = this.#at;
      const name = this.#string();
      if (name === "__proto__") this.#refuse("another name than __proto__", start);
      if (names.has(name)) this.#refuse(`the name ${display(name)} only once in its object`, start);
      names.add(name);
      if (!this.#skip(":")) this.#refuse("a colon after the name");
      object[name] = this.#value(depth + 1);
    } while (this.#skip(","));
    if (!this.#skip("}")) this.#refuse("a comma or }");
    return object;
  }

  #array(depth: number): unknown[] {
    const array: unknown[] = [];
    this.#at++;
    if (this.#skip("]")) return array;
    do array.push(this.#value(depth + 1));
    while (this.#skip(","));
    if (!this.#skip("]")) this.#refuse("a comma or ]");
    return array;
  }

  #string(): string {
    const start = this.#at;
    for (let i = start + 1; i < this.#text.length; i++) {
      const code = this.#text.charCodeAt(i);
      if (code < 0x20) this.#refuse("a string that ends on its line, with \\n for a new line", i);
      if (code === 0x5c) i++; // what follows a backslash never ends the string
      if (code !== 0x22) continue;
      this.#at = i + 1;
      try {
        return JSON.parse(this.#text.slice(start, i + 1));
      } catch {
        this.#refuse('a string whose backslashes are \\" \\\\ \\/ \\b \\f \\n \\r \\t or \\uXXXX', start);
      }
    }
    return this.#refuse("a closing double quote", start);
  }

  #number(): number {
    const start = this.#at;
    const digits = this.#take(NUMBER);
    if (digits === "") this.#refuse("a value");
    const value = Number(digits);
    if (!Number.isFinite(value)) this.#refuse("a number below 1.8e308", start);
    return value;
  }

  /** The next character that is not space, without taking it. */
  #peek(): string | undefined {
    this.#take(SPACE);
    return this.#text[this.#at];
  }

  #skip(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at++;
    return true;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  #refuse(expected: string, at = this.#at): never {
    const before = this.#text.slice(0, at).split("\n");
    const line = this.#firstLine + before.length - 1;
    const column = before[before.length - 1].length + 1;
    throw new ChainruleError("E_FORMAT", {
      where: `line ${line}, column ${column} of ${this.#where}`,
      expected,
      got: at < this.#text.length ? display(this.#text.slice(at, at + 20)) : "the end of the text",
      remedy: "Correct the JSON at this place.",
    });
  }
}
