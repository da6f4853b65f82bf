import { ChainruleError, type Recipe } from "chainrule";

/** Refuses to go on with a run under other terms than its own. What is in the checkpoint is compared when it is restored;
 *  here is what stands outside of it. */
export const resumable = {
  /** Errors    E_RUN a recipe was named that is not the run's */
  sameRecipe(asked: Recipe, recorded: Recipe, dir: string): void {
    for (const field of [
      "model",
      "loss",
      "optimizer",
      "data",
      "epochs",
      "batchSize",
      "shuffle",
      "augment",
      "seed",
      "start",
      "freeze",
      "clipValue",
      "clipNorm",
      "maxNorm",
      "earlyStopping",
    ] as const) {
      if (JSON.stringify(asked[field]) === JSON.stringify(recorded[field])) continue;
      throw new ChainruleError("E_RUN", {
        where: dir,
        expected: "a run of the recipe that was named",
        got: `one with another ${field}`,
        remedy: "Leave the recipe out, and the run goes on with its own.",
      });
    }
  },

  /** Errors    E_RUN the data are not those that the run was begun with */
  sameData(digest: string, recorded: { spec: string; digest: string }, dir: string): void {
    if (digest === recorded.digest) return;
    throw new ChainruleError("E_RUN", {
      where: `data "${recorded.spec}" of ${dir}`,
      expected: `the data that the run was begun with, SHA-256 ${recorded.digest.slice(0, 12)}…`,
      got: `others, SHA-256 ${digest.slice(0, 12)}…`,
      remedy: "Put the data back as they were, or begin a new run.",
    });
  },
};
