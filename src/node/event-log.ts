import { closeSync, constants, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { ChainruleError, display } from "../core/errors.js";
import { parseJson } from "../format/json.js";
import { attempt } from "./io-error.js";

/** An event as it comes back from a file. */
export type LoggedEvent = { readonly [field: string]: unknown };

const NEW_LINE = 0x0a;

/** The events of a run, one line of JSON each. A line that a crash or a full disk cut short does not count and is
 *  written over. */
export class EventLog {
  readonly #path: string;
  readonly #file: number;
  /** Where the next line goes, in bytes. */
  #end: number;

  /** Errors    E_IO */
  constructor(path: string) {
    this.#path = path;
    this.#file = attempt(path, "to open it", () => openSync(path, constants.O_RDWR | constants.O_CREAT));
    this.#end = this.#bytes().lastIndexOf(NEW_LINE) + 1;
    this.#cut(this.#end);
  }

  /** Errors    E_IO; the lines before stay whole */
  append(event: object): void {
    const line = Buffer.from(`${JSON.stringify(event)}\n`);
    attempt(this.#path, `to add ${line.length} bytes`, () => {
      let written = 0;
      while (written < line.length) {
        written += writeSync(this.#file, line, written, line.length - written, this.#end + written);
      }
    });
    this.#end += line.length;
  }

  /** Errors    E_FORMAT, with the line */
  read(): LoggedEvent[] {
    return [...this.#lines()].map(({ event }) => event);
  }

  /** Drops all from the first event on whose `step` is greater. One without a step belongs to the one before it. */
  keepUntil(step: number): void {
    for (const { event, start } of this.#lines()) {
      if (typeof event.step !== "number" || event.step <= step) continue;
      this.#cut(start);
      return;
    }
  }

  clear(): void {
    this.#cut(0);
  }

  /** Makes what has been added last, also if the power fails. */
  sync(): void {
    attempt(this.#path, "to sync it", () => fsyncSync(this.#file));
  }

  close(): void {
    closeSync(this.#file);
  }

  *#lines(): Generator<{ event: LoggedEvent; start: number }> {
    const bytes = this.#bytes().subarray(0, this.#end);
    for (let start = 0, number = 1; start < bytes.length; number++) {
      const end = bytes.indexOf(NEW_LINE, start);
      const event = parseJson(bytes.subarray(start, end), this.#path, number);
      if (typeof event !== "object" || event === null || Array.isArray(event)) {
        throw new ChainruleError("E_FORMAT", {
          where: `line ${number} of ${this.#path}`,
          expected: "an event, which is an object",
          got: display(event),
          remedy: "Remove this line.",
        });
      }
      yield { event: event as LoggedEvent, start };
      start = end + 1;
    }
  }

  #bytes(): Buffer {
    return attempt(this.#path, "to read it", () => readFileSync(this.#path));
  }

  #cut(length: number): void {
    attempt(this.#path, `to cut it to ${length} bytes`, () => ftruncateSync(this.#file, length));
    this.#end = length;
  }
}
