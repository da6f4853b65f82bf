import type { Definition } from "../../core/registry.js";
import type { Trial } from "../trial.js";

/** A way to tell early that a trial will come to nothing. It looks at one objective, less being better. */
export interface PrunerDefinition extends Definition {
  /** @param trial  that has just told how it stands
   *  @param others all the rest, running or over
   *  @param lossAt how a trial stood after a step, undefined where it did not tell
   *  @returns whether to give it up */
  prunes(
    options: any,
    trial: Trial,
    others: readonly Trial[],
    lossAt: (trial: Trial, step: number) => number | undefined,
  ): boolean;
}
