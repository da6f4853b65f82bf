import { real, whole } from "../../core/fields.js";
import { cos, sin } from "../../core/math.js";
import { commonFields, defineSynthetic } from "./synthetic.js";

const RADIUS = 4;

const made = defineSynthetic({
  kind: "blobs",
  summary: "two to ten round clouds about a circle",
  fields: {
    ...commonFields(),
    classes: whole({ min: 2, max: 10, fallback: 3, help: "how many clouds" }),
    noise: real({ min: 0, max: 10, fallback: 0.8, help: "standard deviation of a cloud" }),
  },
  classes: ({ classes }) => Array.from({ length: classes }, (_, label) => String(label)),
  sample(i, { classes, noise }, rng) {
    const label = i % classes;
    const angle = (2 * Math.PI * label) / classes;
    return [RADIUS * sin(angle) + noise * rng.normal(), RADIUS * cos(angle) + noise * rng.normal(), label];
  },
});

/** Round clouds of equal size, their centres evenly about a circle of radius 4. */
export const blobs = made.generator;
export const blobsDefinition = made.definition;
