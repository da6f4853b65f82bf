// What the threads of a process have in common apart from the memories of the models: a small buffer, in which the thread
// that trains says what there is to do, and from which all of them, it too, take their shares.
//
// A call of a kernel is cut into blocks of so many units: rows, samples, channels. Each thread has a run of blocks of its own
// and begins with those, so that from call to call the same numbers stay in the same cache; then it takes what the others
// have not come to. A thread that sleeps or is late thus holds nothing up.
//
// A worker that has seen the gate open counts itself in and looks again: if it is still open, what stands here is the call
// that it belongs to, for the one who wrote it closes the gate first and then waits until nobody is counted in.

/** Where things are, counted in 32-bit words; what one thread writes often has 64 bytes to itself. */
export const Word = {
  /** Odd while there is something to do; another number each time. */
  gate: 0,
  /** How many workers are at it. */
  active: 16,
  /** Whether the one who waits for them is asleep. */
  waiting: 17,
  /** How many workers sleep until the gate changes. */
  sleepers: 32,
  /** Whether a kernel has failed in a worker. */
  failed: 33,
  // what there is to do
  crew: 48,
  kernel: 49,
  threads: 50,
  units: 51,
  block: 52,
  blocks: 53,
  arguments: 54,
  /** Which argument says how many units. */
  count: 55,
  /** Which argument is room to work in, and how many bytes of it each thread has. */
  room: 56,
  roomBytes: 57,
  /** Per thread: how many messages it has been sent. */
  mail: 64,
  /** Per thread, 16 words apart: the next block of its run. */
  next: 128,
} as const;

/** Threads that a team can have. */
export const MOST_THREADS = 64;
const MOST_ARGUMENTS = 24;

/** Words from one thread's `next` to the other's. */
const APART = 16;
const WORDS = Word.next + MOST_THREADS * APART;

/** The buffer, as the two kinds of numbers it holds. */
export class Control {
  readonly buffer: SharedArrayBuffer;
  readonly words: Int32Array;
  /** The arguments of the call, for its first unit. */
  readonly values: Float64Array;
  /** How much each grows from one unit to the next. */
  readonly steps: Float64Array;
  readonly #arguments: number[] = [];

  constructor(buffer = new SharedArrayBuffer(4 * WORDS + 16 * MOST_ARGUMENTS)) {
    this.buffer = buffer;
    this.words = new Int32Array(buffer, 0, WORDS);
    this.values = new Float64Array(buffer, 4 * WORDS, MOST_ARGUMENTS);
    this.steps = new Float64Array(buffer, 4 * WORDS + 8 * MOST_ARGUMENTS, MOST_ARGUMENTS);
  }

  /** Lays the blocks out, a run for each thread. */
  deal(threads: number, blocks: number): void {
    for (let thread = 0; thread < threads; thread++)
      this.words[Word.next + APART * thread] = Math.floor((blocks * thread) / threads);
  }

  /** Does the blocks that thread `me` comes to, and says how many. */
  take(kernel: (...args: number[]) => unknown, me: number): number {
    const { words, values, steps } = this;
    const args = this.#arguments;
    const threads = words[Word.threads];
    const blocks = words[Word.blocks];
    const block = words[Word.block];
    const units = words[Word.units];
    const count = words[Word.count];
    const room = words[Word.room];
    args.length = words[Word.arguments];
    let done = 0;
    for (let turn = 0; turn < threads; turn++) {
      const owner = (me + turn) % threads;
      const next = Word.next + APART * owner;
      const end = Math.floor((blocks * (owner + 1)) / threads);
      for (let taken = Atomics.add(words, next, 1); taken < end; taken = Atomics.add(words, next, 1)) {
        const first = taken * block;
        for (let i = 0; i < args.length; i++) args[i] = values[i] + first * steps[i];
        args[count] = Math.min(block, units - first);
        if (room >= 0) args[room] += me * words[Word.roomBytes];
        kernel(...args);
        done += 1;
      }
    }
    return done;
  }
}
