import { workerProgram } from "../generated/worker.js";
import { Control, MOST_THREADS, Word } from "./control.js";
import { atMost, now, startThread, type Thread } from "./host.js";

/** What a worker is told: first where the control is, then of models that come and go. */
export type Message =
  | { readonly control: SharedArrayBuffer; readonly me: number }
  | {
      readonly id: number;
      readonly module: WebAssembly.Module;
      readonly memory: WebAssembly.Memory;
      /** The names of the functions that will be called, by their number. */
      readonly kernels: readonly string[];
      /** Where its scratch is, if the module has any. */
      readonly scratch: number | undefined;
    }
  | { readonly drop: number };

/** A call of a kernel, cut into blocks. */
export interface Call {
  /** What it takes on one thread, in nanoseconds, roughly. */
  readonly work: number;
  readonly crew: number;
  readonly kernel: number;
  readonly threads: number;
  readonly units: number;
  readonly block: number;
  readonly args: readonly number[];
  readonly count: number;
  /** By how much arguments grow per unit. */
  readonly steps: readonly (readonly [argument: number, step: number])[];
  readonly room: readonly [argument: number, bytes: number] | undefined;
}

/** How long `build` waits for workers, in milliseconds; those that come later join in all the same. */
const PATIENCE = 2000;
/** How often the one who waits for the others looks before going to sleep: some hundred microseconds. */
const LOOKS = 50_000;
/** What there must have been to share, in nanoseconds, before workers are woken for it: the odd call would cost more than it takes. */
const LEAST_TO_WAKE = 50_000;
/** Milliseconds per nanosecond of work, twice: a call that takes longer was held up, for a processor did something else. */
const MOST_WORK = 2e-6;
/** Milliseconds for which a processor does something else. What takes longer is no stall, but memory that is touched for the first
 *  time. */
const LONGEST_STALL = 4;
/** Milliseconds saved by sharing that are kept in mind, to be set off against stalls. One now and then costs less than going without
 *  workers. */
const MOST_SAVED = 10;
/** For how many calls the workers are left out when nothing is saved any more: twice as many each time, until that much has been
 *  saved again. */
const SHORTEST_REST = 32;
const LONGEST_REST = 4096;
/** After how many milliseconds without a word it takes the others for dead. */
const HOPELESS = 60_000;

/** The workers of this process, or page: started when a model first wants them, and shared by all. */
class Team {
  readonly #control = new Control();
  readonly #workers: {
    readonly thread: Thread;
    readonly waiting: Map<number, () => void>;
    alive: boolean;
  }[] = [];
  readonly #canSleep: boolean;
  #crews = 0;
  #missed = 0;
  #rest = 0;
  #nextRest = SHORTEST_REST;
  #saved = MOST_SAVED;

  constructor() {
    // worker 0 is the thread that trains
    let canSleep = true;
    try {
      Atomics.wait(this.#control.words, Word.waiting, 1, 0);
    } catch {
      canSleep = false; // the thread of a page may not
    }
    this.#canSleep = canSleep;
  }

  /** Has workers until there are so many threads, or no more to be had. */
  #hire(threads: number): void {
    while (this.#workers.length + 1 < Math.min(threads, MOST_THREADS)) {
      const waiting = new Map<number, () => void>();
      const me = this.#workers.length + 1;
      const release = () => {
        worker.alive = false;
        for (const done of waiting.values()) done();
        waiting.clear();
      };
      const receive = (id: unknown) => {
        waiting.get(id as number)?.();
        waiting.delete(id as number);
      };
      let thread: Thread;
      try {
        thread = startThread(workerProgram, receive, release);
      } catch {
        return;
      }
      const worker = { thread, waiting, alive: true };
      this.#workers.push(worker);
      this.#post(me, { control: this.#control.buffer, me });
    }
  }

  #post(me: number, message: Message): void {
    const { words } = this.#control;
    const { thread, alive } = this.#workers[me - 1];
    if (!alive) return;
    // in this order: once it has read the message, it goes back to work unless there is more
    Atomics.add(words, Word.mail + me, 1);
    thread.post(message);
    Atomics.add(words, Word.gate, 2);
    Atomics.notify(words, Word.gate);
  }

  /** Gives the kernels of a model to as many workers as it takes beside this thread, and waits until they have them.
   *  @param scratch where that of each thread is
   *  @returns their number, for calls; undefined where there are no workers */
  async add(
    threads: number,
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    kernels: readonly string[],
    scratch: (thread: number) => number | undefined,
  ): Promise<number | undefined> {
    this.#hire(threads);
    this.#crews += 1;
    const id = this.#crews;
    const workers = this.#workers.slice(0, threads - 1);
    const ready = workers.map(({ waiting, alive }, i) => {
      if (!alive) return undefined;
      const settled = new Promise<void>((done) => void waiting.set(id, done));
      this.#post(i + 1, { id, module, memory, kernels, scratch: scratch(i + 1) });
      return settled;
    });
    await atMost(PATIENCE, Promise.all(ready));
    return workers.some(({ alive }) => alive) ? id : undefined;
  }

  /** Has the workers forget a model. */
  drop(id: number): void {
    for (let me = 1; me <= this.#workers.length; me++) this.#post(me, { drop: id });
  }

  /** Whether some of the workers would have to be woken. */
  get #drowsy(): boolean {
    return Atomics.load(this.#control.words, Word.sleepers) > 0;
  }

  /** Whether the workers are awake, or had better be woken for all that there was to do since they went to sleep; and in time.
   *  @param work what a call takes, in nanoseconds */
  isReadyFor(work: number): boolean {
    if (this.#rest > 0) {
      this.#rest -= 1;
      return false;
    }
    if (!this.#drowsy) return true;
    this.#missed += work;
    if (this.#missed < LEAST_TO_WAKE) return false;
    this.#missed = 0;
    return true;
  }

  /** Has the call done by all threads, this one among them. */
  run(call: Call, kernel: (...args: number[]) => unknown): void {
    const control = this.#control;
    const { words, values, steps } = control;
    const { args, threads, units, block } = call;
    const blocks = Math.ceil(units / block);
    values.set(args);
    steps.fill(0);
    for (const [argument, step] of call.steps) steps[argument] = step;
    words[Word.crew] = call.crew;
    words[Word.kernel] = call.kernel;
    words[Word.threads] = threads;
    words[Word.units] = units;
    words[Word.block] = block;
    words[Word.blocks] = blocks;
    words[Word.arguments] = args.length;
    words[Word.count] = call.count;
    words[Word.room] = call.room?.[0] ?? -1;
    words[Word.roomBytes] = call.room?.[1] ?? 0;
    control.deal(threads, blocks);
    const start = now();
    let own = blocks;
    Atomics.add(words, Word.gate, 1);
    if (this.#drowsy) Atomics.notify(words, Word.gate);
    try {
      own = control.take(kernel, 0);
    } finally {
      Atomics.add(words, Word.gate, 1);
      const busy = now() - start;
      this.#waitForAll();
      const alone = Math.min((busy * blocks) / Math.max(1, own), MOST_WORK * call.work);
      this.#judge(Math.max(alone - (now() - start), -LONGEST_STALL));
    }
    if (Atomics.exchange(words, Word.failed, 0) !== 0) throw new Error("a kernel failed in a worker");
  }

  /** Has the workers rest when they cost more time than they save.
   *  @param saved what a call would have taken this thread alone, less what it took */
  #judge(saved: number): void {
    this.#saved += saved;
    if (this.#saved < 0) {
      this.#saved = 0;
      this.#rest = this.#nextRest;
      this.#nextRest = Math.min(2 * this.#nextRest, LONGEST_REST);
    } else if (this.#saved > MOST_SAVED) {
      this.#saved = MOST_SAVED;
      this.#nextRest = SHORTEST_REST;
    }
  }

  #waitForAll(): void {
    const { words } = this.#control;
    for (let looks = 0; looks < LOOKS || !this.#canSleep; looks++)
      if (Atomics.load(words, Word.active) === 0) return;
    Atomics.store(words, Word.waiting, 1);
    for (let active = 1; active !== 0; active = Atomics.load(words, Word.active))
      if (Atomics.wait(words, Word.active, active, HOPELESS) === "timed-out")
        throw new Error("a worker has died over a kernel");
    Atomics.store(words, Word.waiting, 0);
  }
}

let team: Team | undefined;

/** That of this process, or page. */
export const theTeam = (): Team => (team ??= new Team());
