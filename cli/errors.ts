import { ChainruleError } from "chainrule";
import { err, errWidth, note, printJson } from "./terminal.js";

/** What the process ends with. */
export const EXIT = { done: 0, failed: 1, usage: 2, data: 3, belowMinimum: 4, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An error whose exit code follows from where it arose, not from its own code: a wrong field is wrong usage in an
 *  option, and bad data in a file. `details` are added to the JSON document. */
export class Failure extends Error {
  readonly error: unknown;
  readonly exitCode: ExitCode;
  readonly details: object;

  constructor(error: unknown, exitCode: ExitCode, details: object = {}) {
    super(error instanceof Error ? error.message : String(error));
    this.error = error;
    this.exitCode = exitCode;
    this.details = details;
  }
}

/** A mistake in how the command was called. */
export function usage(where: string, expected: string, got: string, remedy: string): never {
  throw new Failure(new ChainruleError("E_FIELD", { where, expected, got, remedy }), EXIT.usage);
}

/** What commander says of a mistake, as an error like all others. */
export function usageFailure(message: string, argv: readonly string[]): Failure {
  const [first, ...rest] = message.replace(/^error: /, "").split("\n");
  const hint = rest.join(" ").replace(/^\(|\)$/g, "");
  const command =
    argv[2] !== undefined && /^[a-z]+$/.test(argv[2]) && !hint.includes(argv[2]) ? ` ${argv[2]}` : "";
  const help = `chainrule${/unknown command/.test(first) ? "" : command} --help shows what there is.`;
  const parts = {
    where: "command line",
    expected: "a command as the help has it",
    got: first.replace(/\.$/, ""),
    remedy: hint === "" ? help : `${hint} ${help}`,
  };
  return new Failure(new ChainruleError("E_FIELD", parts), EXIT.usage);
}

/** Runs `action`, whose errors of the library are about a file. */
export const aboutFile = <T>(action: () => T): T => withExit(action, EXIT.data);

/** Runs `action`, whose errors of the library are about what was typed. */
export const aboutOptions = <T>(action: () => T): T => withExit(action, EXIT.usage);

function withExit<T>(action: () => T, exitCode: ExitCode): T {
  try {
    return action();
  } catch (error) {
    throw error instanceof ChainruleError ? new Failure(error, exitCode) : error;
  }
}

function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof ChainruleError)) return EXIT.failed;
  if (error.code === "E_FIELD") return EXIT.usage;
  return error.code === "E_DIVERGED" ? EXIT.failed : EXIT.data;
}

/** Tells an error on stderr, with --json also as a document on stdout, and returns what to exit with. */
export function report(thrown: unknown, json: boolean): ExitCode {
  const { error, exitCode, details } =
    thrown instanceof Failure ? thrown : { error: thrown, exitCode: exitCodeOf(thrown), details: {} };
  if (json) printJson({ error: documentOf(error), ...details });
  note(blockOf(error));
  if (process.env.DEBUG && error instanceof Error) note(err.dim(error.stack ?? ""));
  return exitCode;
}

/** An error as a JSON document has it. */
export function documentOf(error: unknown): object {
  if (!(error instanceof ChainruleError)) return { code: "E_INTERNAL", message: messageOf(error) };
  const { code, message, where, expected, got, remedy } = error;
  return { code, message, where, expected, got, remedy };
}

export function blockOf(error: unknown): string {
  if (!(error instanceof ChainruleError)) {
    return `${err.red(err.bold("error"))}  ${messageOf(error)}\n  ${err.dim("This is a fault of Chainrule's; DEBUG=1 shows where.")}`;
  }
  const line = (name: string, text: string) => `  ${err.dim(name.padEnd(9))} ${wrap(text, 12)}`;
  return [
    `${err.red(err.bold("error"))} ${err.dim(error.code)}  ${err.bold(error.where)}`,
    line("expected", error.expected),
    line("got", error.got),
    line("to do", error.remedy),
  ].join("\n");
}

/** Breaks a text between words where the terminal ends, with the lines after the first moved in. In a pipe nothing is
 *  broken, so that one can search it. */
function wrap(text: string, indent: number): string {
  if (!process.stderr.isTTY) return text;
  const width = Math.max(20, errWidth() - indent - 1);
  const lines = text.match(new RegExp(`\\S.{0,${width - 1}}(?=\\s|$)|\\S+`, "g")) ?? [text];
  return lines.join(`\n${" ".repeat(indent)}`);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
