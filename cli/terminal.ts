import type { WriteStream } from "node:tty";
import pc from "picocolors";

/** Colour where a person looks on, and nobody has said no (no-color.org). */
function wantsColour(stream: WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0";
  return stream.isTTY === true && TERM !== "dumb";
}

/** Results go to stdout and all else to stderr; each may be a terminal or a pipe on its own. */
export const out = { colour: wantsColour(process.stdout), ...pc.createColors(wantsColour(process.stdout)) };
export const err = { colour: wantsColour(process.stderr), ...pc.createColors(wantsColour(process.stderr)) };

/** Characters per line; 80 in a pipe. */
export const outWidth = (): number => process.stdout.columns || 80;
export const errWidth = (): number => process.stderr.columns || 80;

export const print = (text = ""): void => void process.stdout.write(`${text}\n`);
export const note = (text = ""): void => void process.stderr.write(`${text}\n`);
export const printJson = (document: unknown): void => print(JSON.stringify(document, null, 2));
