import { ChainruleError, display } from "../core/errors.js";
import {
  choice,
  type Field,
  list,
  object,
  optional,
  parseFields,
  real,
  text,
  whole,
} from "../core/fields.js";
import { parseJson } from "../format/json.js";
import type { Values } from "./space.js";
import { type Cost, type Failure, REASONS, type Report } from "./trial.js";

const ENDS = ["done", "pruned", "stopped", "failed"] as const;

/** What changes a study, in the order in which it came about. */
export type Entry =
  | { readonly type: "trial"; readonly number: number; readonly values: Values }
  | ({ readonly type: "report"; readonly number: number } & Report)
  | ({ readonly type: "failure"; readonly number: number } & Failure)
  | {
      readonly type: "end";
      readonly number: number;
      readonly state: (typeof ENDS)[number];
      readonly objectives?: readonly number[];
      readonly cost?: Cost;
    };

/** The first line of a journal: what is searched, by what, on which data. */
export interface JournalHead {
  readonly format: "chainrule-study";
  readonly version: string;
  /** Tells this study from all others. */
  readonly id: string;
  /** The study file, with every default. */
  readonly study: Record<string, unknown>;
  /** The recipe that the values are put into. */
  readonly recipe: Record<string, unknown>;
  readonly data: { readonly spec: string; readonly digest: string };
  readonly created: string;
}

/** A journal as it was read. */
export interface Journal {
  readonly head: JournalHead;
  readonly entries: readonly Entry[];
  /** Whether its last line was cut short, as by a crash; that line does not count. */
  readonly cut: boolean;
}

const anObject: Field<any> = {
  help: "an object",
  schema: { type: "object" },
  parse(value, where) {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
    throw new ChainruleError("E_FIELD", { where, expected: "an object", got: display(value), remedy: "" });
  },
};

const number = whole({ help: "the trial, counted from 1", min: 1 });
const numbers = list(real({ help: "a value" }), { help: "one value for each objective" });
const time = optional(text({ help: "when it came about" }));
const cost = object(
  {
    steps: whole({ help: "training steps", min: 0 }),
    epochs: whole({ help: "epochs", min: 0 }),
    seconds: real({ help: "seconds", min: 0 }),
  },
  { help: "what it cost", definition: "cost" },
);

const kinds = {
  trial: { number, values: anObject, time },
  report: { number, step: whole({ help: "the epoch", min: 0 }), values: numbers, time },
  failure: {
    number,
    reason: choice(REASONS, { help: "why it came to nothing" }),
    message: text({ help: "what was said" }),
    time,
  },
  end: {
    number,
    state: choice(ENDS, { help: "how it ended" }),
    objectives: optional(numbers),
    cost: optional(cost),
    time,
  },
};

const head = {
  format: choice(["chainrule-study"], { help: "what the file is" }),
  version: text({ help: "the version that began it" }),
  id: text({ help: "what tells it from others" }),
  study: anObject,
  recipe: anObject,
  data: object(
    { spec: text({ help: "name or path" }), digest: text({ help: "SHA-256" }) },
    {
      help: "what is trained on",
      definition: "data",
    },
  ),
  created: text({ help: "when it was begun" }),
};

const NEW_LINE = 0x0a;

/** Reads a journal: one line of JSON for the head, then one for each entry.
 *  Errors    E_FORMAT, with the line; a last line without its end is no error */
export function parseJournal(bytes: Uint8Array, where: string): Journal {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(NEW_LINE); end >= 0; end = bytes.indexOf(NEW_LINE, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  const [first, ...rest] = lines;
  if (first === undefined) {
    const got = bytes.length === 0 ? "an empty file" : "less than a line";
    refuse(where, "the journal of a study", got, "Give the folder of a study, or begin a new one.");
  }
  return {
    head: parseLine(first, 1, where, (value, place) => parseFields(head, value, place)) as JournalHead,
    entries: rest.map((line, i) => parseLine(line, i + 2, where, parseEntry)),
    cut: start < bytes.length,
  };
}

function parseLine<T>(
  line: Uint8Array,
  n: number,
  where: string,
  parse: (value: unknown, where: string) => T,
): T {
  const place = `line ${n} of ${where}`;
  const value = parseJson(line, where, n);
  try {
    return parse(value, place);
  } catch (error) {
    if (!(error instanceof ChainruleError)) throw error;
    return refuse(error.where, error.expected, error.got, "Put the journal back as it was written.");
  }
}

function parseEntry(value: unknown, where: string): Entry {
  const { type, ...rest } = anObject.parse(value, where) as { type?: keyof typeof kinds };
  const kind = choice(Object.keys(kinds) as (keyof typeof kinds)[], { help: "what it tells" });
  const known = kind.parse(type, `${where}.type`);
  return { type: known, ...parseFields(kinds[known], rest, where) } as Entry;
}

function refuse(where: string, expected: string, got: string, remedy: string): never {
  throw new ChainruleError("E_FORMAT", { where, expected, got, remedy });
}
