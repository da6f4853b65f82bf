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

  /** Several at once take one write, which costs more than the rest.
   *  Errors    E_IO; the lines before stay whole */
  append(events: readonly object[]): void {
    const lines = Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
    attempt(this.#path, `to add ${lines.length} bytes`, () => {
      let written = 0;
      while (written < lines.length) {
        written += writeSync(this.#file, lines, written, lines.length - written, this.#end + written);
      }
    });
    this.#end += lines.length;
  }

  /** Errors    E_FORMAT, with the line */
  read(): LoggedEvent[] {
    return [...this.#lines()].map(({ event }) => event);
  }

  /** Drops what comes after the last event of `step`, and the run's end with it, since the run goes on. An event
   *  without a step belongs to the one after it. */
  keepUntil(step: number): void {
    let kept = 0;
    for (const { event, end } of this.#lines()) {
      if (typeof event.step !== "number") continue;
      if (event.step > step || event.type === "run-end") break;
      kept = end;
    }
    this.#cut(kept);
  }

  /** Makes what has been added last, also if the power fails. */
  sync(): void {
    attempt(this.#path, "to sync it", () => fsyncSync(this.#file));
  }

  close(): void {
    closeSync(this.#file);
  }

  /** `end` is where the line ends, in bytes from the start of the file. */
  *#lines(): Generator<{ event: LoggedEvent; end: number }> {
    const bytes = this.#bytes().subarray(0, this.#end);
    for (let start = 0, number = 1; start < bytes.length; number++) {
      const end = bytes.indexOf(NEW_LINE, start) + 1;
      const event = parseJson(bytes.subarray(start, end), this.#path, number);
      if (typeof event !== "object" || event === null || Array.isArray(event)) {
        throw new ChainruleError("E_FORMAT", {
          where: `line ${number} of ${this.#path}`,
          expected: "an event, which is an object",
          got: display(event),
          remedy: "Remove this line.",
        });
      }
      yield { event: event as LoggedEvent, end };
      start = end;
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
