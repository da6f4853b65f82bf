import { log } from "./log.js";

/** The named streams of one seed. Each part of the program draws from its own, so that, say, adding a dropout layer
 *  does not change the initial weights. */
export type Stream = "init" | "shuffle" | "dropout" | "augment" | "data" | "split" | "tune";

/** A seeded generator of random numbers: xoshiro128**, period 2¹²⁸ − 1.
 *  The same seed, stream and index give the same numbers on every machine; nothing here reads a clock.
 *  Source    Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021 */
export class Rng {
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 0;

  /** @param seed a whole number from 0 to 2⁵³ − 1
   *  @param index tells apart several generators of one stream: the layer, the epoch
   *  @param part tells apart several generators of one index: the sample of an epoch */
  constructor(seed: number, stream: Stream, index = 0, part?: number) {
    this.restart(seed, stream, index, part);
  }

  /** Begins as a new generator does, without the memory that one would take. */
  restart(seed: number, stream: Stream, index = 0, part?: number): void {
    const h = mixed(seed, stream, index, part);
    this.#a = finalise((h + GOLDEN) | 0);
    this.#b = finalise((h + 2 * GOLDEN) | 0);
    this.#c = finalise((h + 3 * GOLDEN) | 0);
    this.#d = finalise((h + 4 * GOLDEN) | 0) | 1;
  }

  /** The next 32 random bits, as a number from 0 to 2³² − 1. */
  uint32(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.#b, 5), 7), 9);
    const t = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= t;
    this.#d = rotateLeft(this.#d, 11);
    return result >>> 0;
  }

  /** Uniform on [0, 1), all 53 bits of a double random. */
  uniform(): number {
    return ((this.uint32() >>> 5) * 2 ** 26 + (this.uint32() >>> 6)) / 2 ** 53;
  }

  /** Uniform on the whole numbers 0 … n − 1, without bias, for n up to 2³².
   *  Source    Lemire, "Fast random integer generation in an interval", 2019 (by rejection) */
  below(n: number): number {
    const limit = 2 ** 32 - (2 ** 32 % n);
    let draw = this.uint32();
    while (draw >= limit) draw = this.uint32();
    return draw % n;
  }

  /** Normal with mean 0 and standard deviation 1; the second value of each pair is thrown away, so that a
   *  generator's whole state is its four words.
   *  Source    Marsaglia's polar method, 1964 */
  normal(): number {
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * log(s)) / s);
    }
  }

  /** The four words that hold everything; a checkpoint stores them. */
  get state(): readonly [number, number, number, number] {
    return [this.#a >>> 0, this.#b >>> 0, this.#c >>> 0, this.#d >>> 0];
  }

  set state(words: readonly [number, number, number, number]) {
    [this.#a, this.#b, this.#c, this.#d] = words;
  }
}

/** 0 … n − 1 in random order (Fisher and Yates, in Durstenfeld's form). */
export function permutation(n: number, rng: Rng): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = rng.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

const rotateLeft = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));

/** 2³² over the golden ratio: the step of SplitMix. */
const GOLDEN = 0x9e3779b9;

const absorb = (h: number, word: number): number => (finalise(h ^ word) + GOLDEN) | 0;

/** Turns (seed, stream, index, part) into one well-mixed 32-bit word, from which the words of the state follow.
 *  Source    the finaliser of MurmurHash3, Appleby 2011, as in SplitMix */
function mixed(seed: number, stream: string, index: number, part: number | undefined): number {
  let h = absorb(absorb(GOLDEN, seed % 2 ** 32), Math.floor(seed / 2 ** 32));
  for (let i = 0; i < stream.length; i++) h = absorb(h, stream.charCodeAt(i));
  h = absorb(h, index);
  return part === undefined ? h : absorb(h, part);
}

/** Mixes the 32 bits of a number, so that each bit of the result depends on all of them; one to one.
 *  Source    the finaliser of MurmurHash3, Appleby 2011 */
export function finalise(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}
