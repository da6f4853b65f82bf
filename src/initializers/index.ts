import { Registry, type Spec } from "../core/registry.js";
import { constantInitializer, zerosInitializer } from "./constant.js";
import { heInitializer } from "./he.js";
import { lecunInitializer } from "./lecun.js";
import { normalInitializer } from "./normal.js";
import { uniformInitializer } from "./uniform.js";
import { xavierInitializer } from "./xavier.js";

/** An initializer by its name alone (`"he"`) or with its fields (`{ kind: "normal", mean: 0, std: 0.01 }`). */
export type InitializerSpec = Spec | string;

/** Every way that a parameter can start. */
export const initializers = new Registry("initializer", [
  normalInitializer,
  uniformInitializer,
  zerosInitializer,
  constantInitializer,
  xavierInitializer,
  heInitializer,
  lecunInitializer,
]);
