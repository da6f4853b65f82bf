import { ChainruleError, display } from "../../core/errors.js";
import type { Field } from "../../core/fields.js";
import { sin } from "../../core/math.js";
import { suggestion } from "../../core/nearest.js";
import type { Dataset } from "../dataset.js";

type OfPoint = (x1: number, x2: number) => number;

/** What a network may be given of a point of the plane, by name.
 *  Source    TensorFlow Playground, its seven features */
const FEATURES = {
  x1: (x1) => x1,
  x2: (_, x2) => x2,
  "x1^2": (x1) => x1 * x1,
  "x2^2": (_, x2) => x2 * x2,
  x1x2: (x1, x2) => x1 * x2,
  sinx1: (x1) => sin(x1),
  sinx2: (_, x2) => sin(x2),
} satisfies Record<string, OfPoint>;

/** The name of something that can be computed of a point: `x1`, `x1^2`, `sinx2`. */
export type PlaneFeature = keyof typeof FEATURES;

/** The names of all features of a point (x1, x2). */
export const planeFeatureNames = Object.keys(FEATURES) as readonly PlaneFeature[];

const isFeature = (name: string): name is PlaneFeature => Object.hasOwn(FEATURES, name);

/** Reads names with + between them, such as `x1+x2+x1^2`.
 *  Errors    E_FIELD for a name that is none, or stands there twice */
export function parsePlaneFeatures(text: string, where = "features"): readonly PlaneFeature[] {
  return text.split("+").map((name, i, all) => {
    if (isFeature(name) && all.indexOf(name) === i) return name;
    throw new ChainruleError("E_FIELD", {
      where,
      expected: `names with + between them, each once, of ${planeFeatureNames.join(", ")}`,
      got: isFeature(name) ? `${name} twice` : display(name),
      remedy: isFeature(name) ? "Remove one of them." : suggestion(name, planeFeatureNames),
    });
  });
}

/** The features of points of the plane, one row for each point.
 *  Shapes    points[size, 2] -> [size, features], a fresh array */
export function planeFeatures(points: Float32Array, features: readonly PlaneFeature[]): Float32Array {
  const functions = features.map((name): OfPoint => FEATURES[name]);
  const rows = new Float32Array((points.length / 2) * functions.length);
  for (let i = 0, to = 0; i < points.length; i += 2)
    for (const f of functions) rows[to++] = f(points[i], points[i + 1]);
  return rows;
}

/** Points of the plane, given by other features than their coordinates. */
export function withFeatures(data: Dataset, text: string): Dataset {
  const features = parsePlaneFeatures(text);
  return { ...data, inputs: planeFeatures(data.inputs as Float32Array, features), shape: [features.length] };
}

/** The field of data sets in the plane that says what of a point is given. */
export const featuresField: Field<string> = {
  help: `what of a point is given: names with + between, of ${planeFeatureNames.join(", ")}`,
  fallback: "x1+x2",
  schema: { type: "string" },
  parse: (value, where) => parsePlaneFeatures(String(value), where).join("+"),
};
