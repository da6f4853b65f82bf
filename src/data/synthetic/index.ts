import { Registry } from "../../core/registry.js";
import { blobsDefinition } from "./blobs.js";
import { circlesDefinition } from "./circles.js";
import { gaussiansDefinition } from "./gaussians.js";
import { moonsDefinition } from "./moons.js";
import { spiralDefinition } from "./spiral.js";
import type { SyntheticDefinition } from "./synthetic.js";
import { xorDefinition } from "./xor.js";

export { blobs } from "./blobs.js";
export { circles } from "./circles.js";
export { gaussians } from "./gaussians.js";
export { moons } from "./moons.js";
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
]);
