/** How a function of a kernel module is divided among threads: over rows, columns, samples, channels, or whatever else it has
 *  many of that have nothing to do with one another. */
export interface Split {
  /** What a call takes on one thread, in nanoseconds, roughly. */
  work(args: readonly number[]): number;
  /** How that call is divided. */
  parts(args: readonly number[], threads: number): Parts;
}

export interface Parts {
  /** Which argument says how many units there are. */
  readonly count: number;
  /** By how much arguments grow from one unit to the next: addresses in bytes, say. */
  readonly steps: readonly (readonly [argument: number, step: number])[];
  /** Blocks are multiples of so many units. */
  readonly grain: number;
  /** The fewest units that are worth a block, where each has some work of its own to do first. */
  readonly least?: number;
  /** Which argument is the address of room to work in, and how many bytes of it each thread has. */
  readonly room?: readonly [argument: number, bytes: number];
}

/** A function that goes over `count` numbers, one like the other.
 *  @param nanoseconds for each
 *  @param addresses which arguments are addresses of such numbers */
export function overNumbers(
  count: number,
  nanoseconds: number | ((args: readonly number[]) => number),
  addresses: readonly number[],
): Split {
  const parts = { count, steps: addresses.map((argument) => [argument, 4] as const), grain: 64 };
  return {
    work: (args) => args[count] * (typeof nanoseconds === "number" ? nanoseconds : nanoseconds(args)),
    parts: () => parts,
  };
}
