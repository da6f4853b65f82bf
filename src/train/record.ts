import { ChainruleError, display } from "../core/errors.js";

/** What a run is: enough to do it again, and to refuse going on with it under other terms. */
export interface RunRecord {
  readonly format: "chainrule-run";
  /** The version of the package that began it. */
  readonly version: string;
  /** The recipe, as JSON. */
  readonly config: object;
  readonly seed: number;
  readonly data: {
    /** As it was asked for: `mnist-10k`, `moons:n=60`, a path. */
    readonly spec: string;
    /** The SHA-256 of what was read, 64 hexadecimal digits. */
    readonly digest: string;
  };
  /** The model that it took its first weights from, where it took any. */
  readonly start?: {
    /** The path of the file. */
    readonly model: string;
    /** The digest of all its weights. */
    readonly digest: string;
  };
  /** When it began, in UTC, as ISO 8601 writes it. */
  readonly created: string;
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const DIGEST = /^[0-9a-f]{64}$/;

/** Checks a record that was read from a file. The recipe inside is only known to be an object; whoever runs it checks it.
 *  Errors    E_FORMAT, naming the field */
export function parseRunRecord(value: unknown, where: string): RunRecord {
  const record = objectOf(value, where);
  const data = objectOf(record.data, `data in ${where}`);
  if (record.format !== "chainrule-run") refuse(`format in ${where}`, '"chainrule-run"', record.format);
  if (!Number.isSafeInteger(record.seed) || (record.seed as number) < 0)
    refuse(`seed in ${where}`, "a whole number ≥ 0", record.seed);
  return {
    format: record.format,
    version: textOf(record.version, /./, "a version", `version in ${where}`),
    config: objectOf(record.config, `config in ${where}`),
    seed: record.seed as number,
    data: {
      spec: textOf(data.spec, /./, "the name or path of data", `data.spec in ${where}`),
      digest: textOf(data.digest, DIGEST, "64 hexadecimal digits", `data.digest in ${where}`),
    },
    ...(record.start !== undefined && { start: startOf(record.start, where) }),
    created: textOf(record.created, TIME, "a time such as 2025-01-31T12:00:00Z", `created in ${where}`),
  };
}

function startOf(value: unknown, where: string): RunRecord["start"] {
  const start = objectOf(value, `start in ${where}`);
  return {
    model: textOf(start.model, /./, "the path of a model", `start.model in ${where}`),
    digest: textOf(start.digest, DIGEST, "64 hexadecimal digits", `start.digest in ${where}`),
  };
}

function objectOf(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(where, "an object", value);
  return value as Record<string, unknown>;
}

function textOf(value: unknown, pattern: RegExp, expected: string, where: string): string {
  if (typeof value !== "string" || !pattern.test(value)) refuse(where, expected, value);
  return value;
}

function refuse(where: string, expected: string, value: unknown): never {
  throw new ChainruleError("E_FORMAT", {
    where,
    expected,
    got: value === undefined ? "nothing" : display(value),
    remedy: "Put the record back as it was written, or begin a new run.",
  });
}
