import type { PrunerDefinition } from "./pruner.js";

/** Lets every trial come to its end. */
export const none: PrunerDefinition = {
  kind: "none",
  summary: "lets every trial come to its end",
  fields: {},
  prunes: () => false,
};
