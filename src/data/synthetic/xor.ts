import { commonFields, defineSynthetic, playgroundNoise, uniform } from "./synthetic.js";

const RANGE = 5;
const PADDING = 0.3;

const made = defineSynthetic({
  kind: "xor",
  summary: "four squares, the classes crosswise",
  fields: {
    ...commonFields(),
    noise: playgroundNoise("how far from a point its label is read, as a share of the range"),
  },
  classes: () => ["signs differ", "same sign"],
  sample(_, { noise }, rng) {
    const coordinate = () => {
      const x = uniform(rng, -RANGE, RANGE);
      return x > 0 ? x + PADDING : x - PADDING;
    };
    const x1 = coordinate();
    const x2 = coordinate();
    const judged1 = x1 + uniform(rng, -RANGE, RANGE) * noise;
    const judged2 = x2 + uniform(rng, -RANGE, RANGE) * noise;
    return [x1, x2, judged1 * judged2 >= 0 ? 1 : 0];
  },
});

/** Four squares, the classes crosswise: the label is whether both coordinates have the same sign. Points are pushed off
 *  the axes; the noise moves only the place at which the signs are read.
 *  Source    TensorFlow Playground, "xor" */
export const xor = made.generator;
export const xorDefinition = made.definition;
