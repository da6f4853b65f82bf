import { real } from "../../core/fields.js";
import { cos, sin } from "../../core/math.js";
import { commonFields, defineSynthetic } from "./synthetic.js";

const made = defineSynthetic({
  kind: "moons",
  summary: "two half circles, each reaching into the other",
  fields: {
    ...commonFields(200),
    noise: real({ min: 0, max: 10, fallback: 0.1, help: "standard deviation added to both coordinates" }),
  },
  classes: () => ["outer", "inner"],
  sample(i, { n, noise }, rng) {
    const outer = Math.floor(n / 2);
    const label = i < outer ? 0 : 1;
    const steps = (label === 0 ? outer : n - outer) - 1;
    const t = steps === 0 ? 0 : (Math.PI * (label === 0 ? i : i - outer)) / steps;
    const x1 = label === 0 ? cos(t) : 1 - cos(t);
    const x2 = label === 0 ? sin(t) : 0.5 - sin(t);
    return [x1 + noise * rng.normal(), x2 + noise * rng.normal(), label];
  },
});

/** Two half circles, each reaching into the other: (cos t, sin t) and (1 − cos t, ½ − sin t), t from 0 to π in equal steps.
 *  Source    scikit-learn, make_moons */
export const moons = made.generator;
export const moonsDefinition = made.definition;
