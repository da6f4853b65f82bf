import { ChainruleError, display } from "./errors.js";
import { type Field, type Fields, type JsonSchema, parseFields } from "./fields.js";
import { suggestion } from "./nearest.js";

/** Anything that is chosen by name in a spec: `{ "kind": "dense", "units": 30 }`. */
export interface Definition {
  readonly kind: string;
  /** One line: what it computes. */
  readonly summary: string;
  readonly fields: Fields;
}

/** A spec as written: its kind, and the fields that were given. */
export interface Spec {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** All that exists of one sort (layers, losses, optimizers, …), by kind. From an entry come the validation, the help,
 *  the JSON Schema and the gradient check. */
export class Registry<D extends Definition> {
  readonly #entries: Map<string, D>;

  /** What one entry is called in messages: "layer". */
  readonly noun: string;

  constructor(noun: string, definitions: readonly D[]) {
    this.noun = noun;
    this.#entries = new Map(definitions.map((definition) => [definition.kind, definition]));
  }

  /** Adds a definition, and gives it back. One that is there already stays as it is. */
  add<E extends D>(definition: E): E {
    if (!this.#entries.has(definition.kind)) this.#entries.set(definition.kind, definition);
    return definition;
  }

  get kinds(): readonly string[] {
    return [...this.#entries.keys()];
  }

  get definitions(): readonly D[] {
    return [...this.#entries.values()];
  }

  /** Errors    E_FIELD for an unknown kind, with the nearest known one */
  get(kind: unknown, where: string): D {
    const definition = typeof kind === "string" ? this.#entries.get(kind) : undefined;
    if (definition !== undefined) return definition;
    throw new ChainruleError("E_FIELD", {
      where,
      expected: `a known ${this.noun}`,
      got: kind === undefined ? "no kind" : display(kind),
      remedy:
        this.#entries.size === 0
          ? "Import its function and use that: bundlers leave out what is not named."
          : suggestion(String(kind ?? ""), this.kinds),
    });
  }

  /** Checks a spec and fills in its defaults. A bare text is short for a spec without fields: `"xavier"`.
   *  Errors    E_FIELD */
  parse(value: unknown, where: string): Spec {
    if (typeof value === "string") value = { kind: value };
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ChainruleError("E_FIELD", {
        where,
        expected: `a ${this.noun} such as { "kind": "${this.kinds[0]}" }`,
        got: display(value),
        remedy: `Choose one of: ${this.kinds.join(", ")}.`,
      });
    }
    const { kind, ...fields } = value as { kind?: unknown };
    const definition = this.get(kind, where);
    return {
      kind: definition.kind,
      ...parseFields(definition.fields, fields, `${where} "${definition.kind}"`),
    };
  }

  /** What a schema says where one of these may stand; the whole of it is defined once, under this registry's noun. */
  get reference(): JsonSchema {
    return { $ref: `#/definitions/${this.noun}` };
  }

  /** One of this registry's specs as a field of another. */
  field(about: { help: string; fallback?: Spec }): Field<Spec> {
    return {
      ...about,
      schema: { anyOf: [this.reference], description: about.help, default: about.fallback },
      parse: (value, where) => this.parse(value, where),
    };
  }
}
