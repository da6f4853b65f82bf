// Reads logs that grow, a few at a time: a browser keeps but six connections to a host, and an answer may wait for news.
import { ServerError } from "./request.ts";
import type { Lines } from "./types.ts";

/** Questions at once. */
const AT_ONCE = 3;
/** Milliseconds that an answer may wait for news while others want to ask. */
const TURN = 2_000;

export interface FollowerOptions {
  /** Asks for what is new in a log, from a byte on. */
  read(name: string, from: number, signal: AbortSignal): Promise<Lines>;
  /** Is handed what came. @param afresh whether what came before no longer counts */
  take(name: string, lines: Lines, afresh: boolean): void;
  /** Is told what went wrong with a log, which is not read on. */
  fail(name: string, error: unknown): void;
}

export class Follower {
  readonly #options: FollowerOptions;
  readonly #from = new Map<string, number>();
  readonly #asking = new Map<string, AbortController>();
  #waiting: string[] = [];
  #wanted: ReadonlySet<string> = new Set();

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** Reads these to their end, and on while they are written; no others. Call it again when one of them goes on. */
  follow(names: readonly string[]): void {
    this.#wanted = new Set(names);
    for (const [name, controller] of this.#asking) if (!this.#wanted.has(name)) controller.abort();
    this.#waiting = names.filter((name) => !this.#asking.has(name));
    this.#fill();
  }

  #fill(): void {
    while (this.#asking.size < AT_ONCE && this.#waiting.length > 0) void this.#ask(this.#waiting.shift()!);
  }

  async #ask(name: string): Promise<void> {
    const controller = new AbortController();
    this.#asking.set(name, controller);
    const from = this.#from.get(name) ?? 0;
    const turn = setTimeout(() => this.#waiting.length > 0 && controller.abort(), TURN);
    let again = false;
    try {
      const lines = await this.#options.read(name, from, controller.signal);
      this.#from.set(name, lines.next);
      this.#options.take(name, lines, from === 0);
      again = lines.live || lines.text !== "";
    } catch (error) {
      again = controller.signal.aborted;
      if (error instanceof ServerError && error.status === 416) {
        this.#from.set(name, 0);
        again = true;
      } else if (!again) this.#options.fail(name, error);
    }
    clearTimeout(turn);
    this.#asking.delete(name);
    if (again && this.#wanted.has(name)) this.#waiting.push(name);
    this.#fill();
  }
}
