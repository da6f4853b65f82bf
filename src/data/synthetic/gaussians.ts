import { commonFields, defineSynthetic, playgroundNoise } from "./synthetic.js";

const CENTRE = 2;
const VARIANCE = { least: 0.5, most: 4 };

const made = defineSynthetic({
  kind: "gaussians",
  summary: "two round clouds that a straight line can part",
  fields: { ...commonFields(), noise: playgroundNoise("the clouds' variance, from 0.5 at 0 to 4 at 0.5") },
  classes: () => ["lower left", "upper right"],
  sample(i, { n, noise }, rng) {
    const label = i < Math.floor(n / 2) ? 1 : 0;
    const centre = label === 1 ? CENTRE : -CENTRE;
    const deviation = Math.sqrt(VARIANCE.least + (VARIANCE.most - VARIANCE.least) * (noise / 0.5));
    return [centre + deviation * rng.normal(), centre + deviation * rng.normal(), label];
  },
});

/** Two round clouds, about (−2, −2) and (2, 2); the noise takes their variance from 0.5 to 4.
 *  Source    TensorFlow Playground, "gauss" */
export const gaussians = made.generator;
export const gaussiansDefinition = made.definition;
