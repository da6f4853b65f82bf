import type { Exports, WindowExports } from "../exports.js";
import type { KernelModule } from "../module.js";
import { hasThreads, parallelism } from "./host.js";
import type { Parts, Split } from "./split.js";
import { splits } from "./splits.js";
import { theTeam } from "./team.js";
import { windowSplits } from "./window-splits.js";

type Kernel = (...args: number[]) => unknown;

/** More are not taken unless they are asked for. */
const USUAL_MOST = 4;
/** The largest memory, in pages of 64 KiB; shared memory has to say. */
const MOST_PAGES = 65536;

/** What a call must take on one thread, in nanoseconds, to be shared. */
const LEAST_WORK = 12_000;
/** What a block should take at least. */
const LEAST_BLOCK = 10_000;
/** Blocks per thread, where there is work enough: so that those who are done early have something to take over. */
const BLOCKS_PER_THREAD = 4;

/** A few models with so many bytes are reason enough to collect those that are gone. */
const MOST_BALLAST = 2 ** 25;

/** Models that are gone: their workers must let go of the memory. */
const departed = new FinalizationRegistry<number>((id) => theTeam().drop(id));

/** The threads of one model. */
export class Crew {
  readonly threads: number;
  readonly memory: WebAssembly.Memory;
  readonly #shareAlways: boolean;
  /** Stands for the memory with the garbage collector, which does not see how large a shared one is and would let models that are
   *  gone pile up. It is never touched. */
  ballast: ArrayBuffer | undefined;

  constructor(threads: number, memory: WebAssembly.Memory, shareAlways: boolean) {
    this.threads = threads;
    this.memory = memory;
    this.#shareAlways = shareAlways;
  }

  /** To be called when the memory has grown. */
  weigh(): void {
    this.ballast = new ArrayBuffer(Math.min(this.memory.buffer.byteLength, MOST_BALLAST));
  }

  get splits(): Partial<Record<keyof Exports, Split>> {
    return splits(this.memory);
  }

  windowSplits(wasm: WindowExports): Partial<Record<keyof WindowExports, Split>> {
    return windowSplits(wasm, this.memory);
  }

  /** The same functions, shared among the threads where that pays.
   *  @param wasm those of this thread
   *  @param scratch where that of each thread is */
  async share<E extends object>(
    wasm: E,
    module: KernelModule,
    splits: Partial<Record<keyof E, Split>>,
    scratch: (thread: number) => number | undefined = () => undefined,
  ): Promise<E> {
    const names = Object.keys(splits) as (keyof E & string)[];
    const compiled = await module.compiled(true);
    const id = await theTeam().add(this.threads, compiled, this.memory, names, scratch);
    if (id === undefined) return wasm;
    const shared = { ...wasm };
    names.forEach((name, kernel) => {
      shared[name] = this.#shared(id, kernel, wasm[name] as Kernel, splits[name]!) as E[typeof name];
    });
    departed.register(shared, id);
    return shared;
  }

  #shared(crew: number, kernel: number, alone: Kernel, split: Split): Kernel {
    const { threads } = this;
    const team = theTeam();
    const always = this.#shareAlways;
    return (...args) => {
      const work = split.work(args);
      if (!always && (work < LEAST_WORK || !team.isReadyFor(work))) return alone(...args);
      const parts = split.parts(args, threads);
      const { count, steps, room } = parts;
      const units = args[count];
      const block = blockOf(units, threads, work, parts);
      if (block >= units) return alone(...args);
      team.run({ work, crew, kernel, threads, units, block, args, count, steps, room }, alone);
    };
  }
}

/** The units of a block: the same number of blocks for every thread, or fewer than there are threads. */
function blockOf(units: number, threads: number, work: number, { grain, least = 1 }: Parts): number {
  const perThread = Math.min(
    BLOCKS_PER_THREAD,
    Math.floor(work / LEAST_BLOCK / threads),
    Math.floor(units / least / threads),
  );
  const blocks = threads * Math.max(1, perThread);
  return grain * Math.ceil(units / blocks / grain);
}

/** Threads for a model, with a memory that they share; undefined where there are none to be had.
 *  @param threads how many; as many as this machine runs at once, within reason, if it is not said
 *  @param shareAlways whether every call that can be shared is to be, however small, for tests */
export function assemble(
  threads = Math.min(parallelism(), USUAL_MOST),
  shareAlways = false,
): Crew | undefined {
  if (threads < 2 || !hasThreads()) return undefined;
  try {
    const memory = new WebAssembly.Memory({ initial: 16, maximum: MOST_PAGES, shared: true });
    return new Crew(threads, memory, shareAlways);
  } catch {
    return undefined;
  }
}
