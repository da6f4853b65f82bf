import { Registry } from "../../core/registry.js";
import { grid } from "./grid.js";
import { narrowing } from "./narrowing.js";
import { random } from "./random.js";
import type { SamplerDefinition } from "./sampler.js";
import { tpe } from "./tpe.js";

/** Every way to choose what to try next. */
export const samplers = new Registry<SamplerDefinition>("sampler", [tpe, random, narrowing, grid]);
