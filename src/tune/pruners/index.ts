import { Registry } from "../../core/registry.js";
import { asha } from "./asha.js";
import { median } from "./median.js";
import { none } from "./none.js";
import type { PrunerDefinition } from "./pruner.js";

/** Every way to tell early that a trial will come to nothing. */
export const pruners = new Registry<PrunerDefinition>("pruner", [none, median, asha]);
