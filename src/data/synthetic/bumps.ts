import { commonFields, defineSynthetic, playgroundNoise, uniform } from "./synthetic.js";

const RANGE = 6;
const REACH = 2;
const BUMPS = [
  { x1: -4, x2: 2.5, sign: 1 },
  { x1: 0, x2: 2.5, sign: -1 },
  { x1: 4, x2: 2.5, sign: 1 },
  { x1: -4, x2: -2.5, sign: -1 },
  { x1: 0, x2: -2.5, sign: 1 },
  { x1: 4, x2: -2.5, sign: -1 },
];

/** ±(1 − d/2) at a distance d < 2 from the middle of a bump, 0 between them; no two bumps touch. */
function heightAt(x1: number, x2: number): number {
  for (const bump of BUMPS) {
    const [d1, d2] = [x1 - bump.x1, x2 - bump.x2];
    const distance = Math.sqrt(d1 * d1 + d2 * d2);
    if (distance < REACH) return bump.sign * (1 - distance / REACH);
  }
  return 0;
}

const made = defineSynthetic({
  kind: "bumps",
  summary: "values of six bumps, up and down by turns",
  fields: {
    ...commonFields(1200),
    noise: playgroundNoise("how far from a point its value is read, as a share of the range"),
  },
  sample(_, { noise }, rng) {
    const x1 = uniform(rng, -RANGE, RANGE);
    const x2 = uniform(rng, -RANGE, RANGE);
    const read1 = x1 + uniform(rng, -RANGE, RANGE) * noise;
    const read2 = x2 + uniform(rng, -RANGE, RANGE) * noise;
    return [x1, x2, heightAt(read1, read2)];
  },
});

/** Six bumps, up and down by turns, on level ground. The noise moves only the place at which the value is read.
 *  Source    TensorFlow Playground, "reg-gauss" */
export const bumps = made.generator;
export const bumpsDefinition = made.definition;
