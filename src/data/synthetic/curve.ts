import { choice, real } from "../../core/fields.js";
import { exp, sin } from "../../core/math.js";
import { defineCurve, sizeFields, uniform } from "./synthetic.js";

const RANGE = 6;

const CURVES = {
  sine: (x: number) => sin(x),
  cubic: (x: number) => (x * x * x - 25 * x) / 50,
  bell: (x: number) => exp(-x * x),
  steps: (x: number) => Math.floor(x / 2) / 2,
};

const made = defineCurve({
  kind: "curve",
  summary: "values of a function of one number: y = f(x)",
  fields: {
    ...sizeFields(200),
    f: choice(["sine", "cubic", "bell", "steps"], { fallback: "sine", help: "the function" }),
    noise: real({ min: 0, max: 10, fallback: 0.1, help: "standard deviation added to y" }),
  },
  sample({ f, noise }, rng) {
    const x = uniform(rng, -RANGE, RANGE);
    return [x, CURVES[f](x) + noise * rng.normal()];
  },
});

/** Points along a curve y = f(x), x anywhere from −6 to 6: sin x, (x³ − 25x)/50, e^−x², or ½·⌊x/2⌋. */
export const curve = made.generator;
export const curveDefinition = made.definition;
