/** What kind of thing went wrong; a program branches on this, a person reads the message. */
export type ErrorCode =
  | "E_SHAPE" //    numbers that do not fit together: ranks, lengths, layers that cannot follow one another
  | "E_FIELD" //    a field of a spec, recipe or option: unknown, missing, or out of its range
  | "E_FORMAT" //   bytes that are not what their format says: IDX, PNG, safetensors, JSON
  | "E_DATA" //     well-formed data that cannot be used: counts that differ, labels out of range, no ink
  | "E_DIVERGED" // NaN or ∞ appeared in training
  | "E_RUN" //      a run or a study: exists, is in use, or belongs to another net, other data or another version
  | "E_IO"; //      the disk or the network said no

/** The four things every message says. */
export interface ErrorParts {
  /** Where it happened, as a person would find it: `layer 3 "dense"`, `line 17 of iris.csv`. */
  readonly where: string;
  readonly expected: string;
  readonly got: string;
  /** What to do about it, as a full sentence. */
  readonly remedy: string;
}

/** The one error class of the package: a code and fields, never only text. */
export class ChainruleError extends Error {
  override readonly name = "ChainruleError";
  readonly code: ErrorCode;
  readonly where: string;
  readonly expected: string;
  readonly got: string;
  readonly remedy: string;

  constructor(code: ErrorCode, parts: ErrorParts, options?: { cause?: unknown }) {
    super(`${parts.where}: expected ${parts.expected}, got ${parts.got}. ${parts.remedy}`, options);
    this.code = code;
    this.where = parts.where;
    this.expected = parts.expected;
    this.got = parts.got;
    this.remedy = parts.remedy;
  }
}

/** A value as an error message shows it: short, on one line, and never an exception of its own. */
export function display(value: unknown): string {
  if (typeof value === "string")
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value);
  if (typeof value === "number" || typeof value === "bigint" || value == null) return String(value);
  try {
    const text = JSON.stringify(value) ?? typeof value;
    return text.length > 60 ? `${text.slice(0, 57)}...` : text;
  } catch {
    return typeof value;
  }
}
