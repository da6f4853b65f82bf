import { cos, sin } from "../../core/math.js";
import { commonFields, defineSynthetic, playgroundNoise, uniform } from "./synthetic.js";

const RADIUS = 5;

const made = defineSynthetic({
  kind: "circles",
  summary: "a disc and a ring about it",
  fields: {
    ...commonFields(),
    noise: playgroundNoise("how far from a point its label is read, as a share of the radius"),
  },
  classes: () => ["ring", "disc"],
  sample(i, { n, noise }, rng) {
    const inside = i < Math.floor(n / 2);
    const r = inside ? uniform(rng, 0, RADIUS * 0.5) : uniform(rng, RADIUS * 0.7, RADIUS);
    const angle = uniform(rng, 0, 2 * Math.PI);
    const x1 = r * sin(angle);
    const x2 = r * cos(angle);
    const judged1 = x1 + uniform(rng, -RADIUS, RADIUS) * noise;
    const judged2 = x2 + uniform(rng, -RADIUS, RADIUS) * noise;
    return [x1, x2, Math.sqrt(judged1 * judged1 + judged2 * judged2) < RADIUS * 0.5 ? 1 : 0];
  },
});

/** A disc, radius 0 to 2.5, and a ring about it, 3.5 to 5. The noise does not move a point, only the place at which it is
 *  judged to be inside.
 *  Source    TensorFlow Playground, "circle" */
export const circles = made.generator;
export const circlesDefinition = made.definition;
