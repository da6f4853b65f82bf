import { type Evaluation, evaluate } from "chainrule";
import type { PreparedRun } from "./prepare-run.js";

/** How a finished model does on both parts of its data. */
export interface FinalScores {
  readonly train: Evaluation;
  readonly test?: Evaluation;
}

export function finalScores({ model, data, recipe: { loss } }: PreparedRun): FinalScores {
  return {
    train: evaluate(model, data.train, { loss }),
    test: data.test && evaluate(model, data.test, { loss }),
  };
}
