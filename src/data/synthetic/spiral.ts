import { cos, sin } from "../../core/math.js";
import { commonFields, defineSynthetic, playgroundNoise, uniform } from "./synthetic.js";

const RADIUS = 5;
const TURN = 3.5 * Math.PI; // 1¾ turns from the middle to the end

const made = defineSynthetic({
  kind: "spiral",
  summary: "two arms wound about each other",
  fields: { ...commonFields(), noise: playgroundNoise("the farthest a point is moved in either coordinate") },
  classes: () => ["second arm", "first arm"],
  sample(i, { n, noise }, rng) {
    const first = Math.floor(n / 2);
    const label = i < first ? 1 : 0;
    const along = label === 1 ? i / first : (i - first) / (n - first);
    const r = RADIUS * along;
    const t = TURN * along + (label === 1 ? 0 : Math.PI);
    return [r * sin(t) + uniform(rng, -1, 1) * noise, r * cos(t) + uniform(rng, -1, 1) * noise, label];
  },
});

/** Two arms wound about each other, each point moved by up to `noise` in either direction.
 *  Source    TensorFlow Playground, "spiral" */
export const spiral = made.generator;
export const spiralDefinition = made.definition;
