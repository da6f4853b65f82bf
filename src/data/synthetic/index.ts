import { Registry } from "../../core/registry.js";
import { blobsDefinition } from "./blobs.js";
import { bumpsDefinition } from "./bumps.js";
import { circlesDefinition } from "./circles.js";
import { curveDefinition } from "./curve.js";
import { gaussiansDefinition } from "./gaussians.js";
import { moonsDefinition } from "./moons.js";
import { planeDefinition } from "./plane.js";
import { spiralDefinition } from "./spiral.js";
import type { SyntheticDefinition } from "./synthetic.js";
import { xorDefinition } from "./xor.js";

export { blobs } from "./blobs.js";
export { bumps } from "./bumps.js";
export { circles } from "./circles.js";
export { curve } from "./curve.js";
export { type PlaneFeature, parsePlaneFeatures, planeFeatureNames, planeFeatures } from "./features.js";
export { gaussians } from "./gaussians.js";
export { moons } from "./moons.js";
export { plane } from "./plane.js";
export { spiral } from "./spiral.js";
export type { Generator, SyntheticDefinition } from "./synthetic.js";
export { xor } from "./xor.js";

/** Every made-up set, by the name a data spec has for it. */
export const syntheticRegistry = new Registry<SyntheticDefinition<any>>("synthetic data set", [
  moonsDefinition,
  circlesDefinition,
  xorDefinition,
  gaussiansDefinition,
  spiralDefinition,
  blobsDefinition,
  planeDefinition,
  bumpsDefinition,
  curveDefinition,
]);
