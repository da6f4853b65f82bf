import { commonFields, defineSynthetic, playgroundNoise, uniform } from "./synthetic.js";

const RANGE = 6;

const made = defineSynthetic({
  kind: "plane",
  summary: "values that rise evenly: (x1 + x2)/10",
  fields: {
    ...commonFields(1200),
    noise: playgroundNoise("how far from a point its value is read, as a share of the range"),
  },
  sample(_, { noise }, rng) {
    const x1 = uniform(rng, -RANGE, RANGE);
    const x2 = uniform(rng, -RANGE, RANGE);
    const read1 = x1 + uniform(rng, -RANGE, RANGE) * noise;
    const read2 = x2 + uniform(rng, -RANGE, RANGE) * noise;
    return [x1, x2, (read1 + read2) / 10];
  },
});

/** Values that rise evenly towards the upper right: y = (x1 + x2)/10. The noise moves only the place at which the value is
 *  read.
 *  Source    TensorFlow Playground, "reg-plane" */
export const plane = made.generator;
export const planeDefinition = made.definition;
