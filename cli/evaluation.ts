import { type Dataset, type Evaluation, evaluate, losses, type Model } from "chainrule";
import { type LoadedData, loadData } from "chainrule/node";
import { usage } from "./errors.js";
import type { FoundModel } from "./model-source.js";

/** The loss that goes with each output function, for a model without its recipe. */
const LOSS_OF = {
  softmax: "softmaxCrossEntropy",
  sigmoid: "binaryCrossEntropy",
  none: "meanSquaredError",
} as const satisfies Record<Model["output"], string>;

/** A model, held against data. */
export interface JudgedModel {
  readonly loaded: LoadedData;
  /** The part that was used: the test set, or all there is where none was kept back. */
  readonly data: Dataset;
  readonly split: "test" | "all";
  readonly loss: string;
  readonly result: Evaluation;
}

/** Evaluates a model on the data that were asked for, or else those of its run.
 *  @param curves whether the ROC and precision–recall curves are wanted, too
 *  Errors    E_FIELD no data is known; E_SHAPE, E_DATA they do not fit; see loadData */
export async function judge(
  found: FoundModel,
  spec: string | undefined,
  curves: boolean,
): Promise<JudgedModel> {
  const asked = spec ?? found.data;
  if (asked === undefined) {
    usage(
      "--data",
      "the data to evaluate on",
      "none, and no run.json beside the model",
      "Try: --data mnist-10k",
    );
  }
  // with the seed of the training, so that a test set is the one that was kept back then
  const loaded = await loadData(asked, { seed: found.model.seed });
  const data = loaded.test ?? loaded.train;
  const loss = losses.parse(found.loss ?? LOSS_OF[found.model.output], "loss");
  const result = evaluate(found.model, data, { loss, curves });
  return { loaded, data, split: loaded.test ? "test" : "all", loss: loss.kind, result };
}
