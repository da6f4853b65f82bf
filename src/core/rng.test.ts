import { describe, expect, it } from "vitest";
import { permutation, Rng, type Stream } from "./rng.js";

const STREAMS: readonly Stream[] = ["init", "shuffle", "dropout", "augment", "data", "split"];
const draw = <T>(n: number, next: () => T): T[] => Array.from({ length: n }, next);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Σ (observed − expected)²/expected over equally likely bins. With k bins its mean is k − 1 and its standard
 *  deviation √(2(k − 1)). */
function chiSquare(bins: readonly number[]): number {
  const expected = bins.reduce((sum, count) => sum + count, 0) / bins.length;
  return bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

function expectUniform(bins: readonly number[]): void {
  const degrees = bins.length - 1;
  // five standard deviations to either side: too even is as suspicious as too uneven
  expect(Math.abs(chiSquare(bins) - degrees)).toBeLessThan(5 * Math.sqrt(2 * degrees));
}

function histogram(values: Iterable<number>, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) counts[value] += 1;
  return counts;
}

describe("the generator", () => {
  // whoever changes these changes every result that was ever reproduced from a seed
  it("gives these numbers first", () => {
    const first = Object.fromEntries(
      [0, 1, 2 ** 32, Number.MAX_SAFE_INTEGER].map((seed) => {
        const rng = new Rng(seed, "init");
        return [seed, draw(3, () => rng.uint32())];
      }),
    );
    expect(first).toMatchInlineSnapshot(`
      {
        "0": [
          598194201,
          1694297355,
          3580651149,
        ],
        "1": [
          90279655,
          1821738885,
          1945009394,
        ],
        "4294967296": [
          1790150997,
          202255002,
          3604679461,
        ],
        "9007199254740991": [
          3809567567,
          1884982193,
          3050398847,
        ],
      }
    `);
    const rng = new Rng(1, "data", 2);
    expect([rng.uniform(), rng.normal(), rng.below(1000)]).toMatchInlineSnapshot(`
      [
        0.2943923038932861,
        -0.07677078223115646,
        841,
      ]
    `);
    expect([...permutation(10, new Rng(1, "shuffle"))]).toMatchInlineSnapshot(`
      [
        1,
        7,
        9,
        8,
        3,
        0,
        5,
        2,
        4,
        6,
      ]
    `);
  });

  // xoshiro128** as its authors describe it, on 32-bit words written out with BigInt
  it("steps as xoshiro128** does", () => {
    const rng = new Rng(3, "data");
    let [a, b, c, d] = rng.state.map(BigInt);
    const mask = 0xffffffffn;
    const rotate = (x: bigint, n: bigint) => ((x << n) | (x >> (32n - n))) & mask;
    for (let i = 0; i < 1000; i++) {
      const result = (rotate((b * 5n) & mask, 7n) * 9n) & mask;
      const t = (b << 9n) & mask;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= t;
      d = rotate(d, 11n);
      expect(rng.uint32()).toBe(Number(result));
    }
    expect(rng.state.map(BigInt)).toEqual([a, b, c, d]);
  });

  it("goes on from a state", () => {
    const rng = new Rng(9, "dropout");
    draw(17, () => rng.uint32());
    const twin = new Rng(0, "init");
    twin.state = rng.state;
    expect(draw(50, () => twin.normal())).toEqual(draw(50, () => rng.normal()));
  });

  it("has parts of an index, each of its own, and restarts as any of them", () => {
    const rng = new Rng(0, "init");
    const firsts = [undefined, 0, 1, 59_999].map((part) => {
      rng.restart(5, "augment", 3, part);
      expect(rng.state).toEqual(new Rng(5, "augment", 3, part).state);
      return rng.uint32();
    });
    expect(new Set(firsts).size).toBe(4);
  });

  it("gives the same again for the same seed, stream and index, and something else for any other", () => {
    const firsts = new Set<string>();
    for (const seed of [0, 1, 2, 3, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1])
      for (const stream of STREAMS)
        for (const index of [0, 1, 2, 100]) {
          const start = () => {
            const rng = new Rng(seed, stream, index);
            return draw(2, () => rng.uint32()).join();
          };
          expect(start()).toBe(start());
          firsts.add(start());
        }
    expect(firsts.size).toBe(7 * STREAMS.length * 4);
  });
});

describe("uint32 and uniform", () => {
  it("fill 1,000 bins evenly", () => {
    for (const seed of [1, 2, 3]) {
      const rng = new Rng(seed, "data");
      expectUniform(
        histogram(
          draw(200_000, () => Math.floor(rng.uniform() * 1000)),
          1000,
        ),
      );
    }
  });

  it("set each of their bits half the time", () => {
    const rng = new Rng(4, "data");
    const ones = new Array<number>(32).fill(0);
    const n = 100_000;
    for (let i = 0; i < n; i++) {
      const word = rng.uint32();
      for (let bit = 0; bit < 32; bit++) ones[bit] += (word >>> bit) & 1;
    }
    for (const count of ones) expect(Math.abs(count - n / 2)).toBeLessThan(5 * Math.sqrt(n / 4));
  });

  it("give pairs that fill the square evenly", () => {
    const rng = new Rng(5, "data");
    const pairs = draw(100_000, () => Math.floor(rng.uniform() * 20) * 20 + Math.floor(rng.uniform() * 20));
    expectUniform(histogram(pairs, 400));
  });

  it("stay in [0, 1)", () => {
    const rng = new Rng(6, "data");
    expect(draw(10_000, () => rng.uniform()).every((u) => u >= 0 && u < 1)).toBe(true);
    // the largest draw there can be, all bits set
    rng.uint32 = () => 0xffffffff;
    expect(rng.uniform()).toBe(1 - 2 ** -53);
  });
});

describe("below", () => {
  it.each([1, 2, 3, 7, 10, 1000])("%d is even over its range", (n) => {
    const rng = new Rng(7, "data", n);
    const counts = histogram(
      draw(50_000, () => rng.below(n)),
      n,
    );
    if (n === 1) expect(counts).toEqual([50_000]);
    else expectUniform(counts);
  });

  it("leaves out the draws that would favour small numbers", () => {
    const rng = new Rng(8, "data");
    const draws = [2 ** 32 - 1, 2 ** 32 - 2, 5];
    rng.uint32 = () => draws.shift()!;
    expect(rng.below(3 * 2 ** 30)).toBe(5); // 2³² is no multiple: what lies beyond 3·2³⁰ is drawn again
  });

  it("takes all of 2³²", () => {
    const rng = new Rng(8, "data");
    rng.uint32 = () => 2 ** 32 - 1;
    expect(rng.below(2 ** 32)).toBe(2 ** 32 - 1);
  });
});

describe("normal", () => {
  it("has the moments 0, 1, 0, 3, within four standard errors", () => {
    const n = 200_000;
    const rng = new Rng(10, "init");
    const values = draw(n, () => rng.normal());
    const moment = (k: number) => mean(values.map((x) => x ** k));
    // the variance of xᵏ under the normal distribution: E x²ᵏ − (E xᵏ)²
    for (const [k, expected, variance] of [
      [1, 0, 1],
      [2, 1, 2],
      [3, 0, 15],
      [4, 3, 96],
    ])
      expect(Math.abs(moment(k) - expected), `moment ${k}`).toBeLessThan(4 * Math.sqrt(variance / n));
  });

  it("has its shares within one, two and three deviations", () => {
    const n = 200_000;
    const rng = new Rng(11, "init");
    const values = draw(n, () => Math.abs(rng.normal()));
    for (const [bound, p] of [
      [1, 0.6826894921370859],
      [2, 0.9544997361036416],
      [3, 0.9973002039367398],
    ]) {
      const share = values.filter((x) => x < bound).length / n;
      expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
    }
  });
});

describe("streams", () => {
  it("do not follow one another", () => {
    const n = 20_000;
    const columns = [
      ...STREAMS.map((stream) => new Rng(1, stream)),
      new Rng(2, "init"),
      new Rng(1, "init", 1),
      new Rng(1, "init", 2),
    ].map((rng) => draw(n, () => rng.normal()));
    for (let i = 0; i < columns.length; i++)
      for (let j = 0; j < i; j++)
        for (const lag of [0, 1]) {
          const products = columns[i].slice(lag).map((x, at) => x * columns[j][at]);
          expect(Math.abs(mean(products)), `${i} and ${j}`).toBeLessThan(5 / Math.sqrt(n));
        }
  });
});

describe("permutation", () => {
  it.each([0, 1, 2, 3, 17, 1000])("of %d has every number once", (n) => {
    const order = permutation(n, new Rng(n, "shuffle"));
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
  });

  it("gives each of the 24 orders of four equally often", () => {
    const counts = new Map<string, number>();
    const rng = new Rng(12, "shuffle");
    for (let i = 0; i < 24_000; i++) {
      const order = permutation(4, rng).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expectUniform([...counts.values()]);
  });
});
