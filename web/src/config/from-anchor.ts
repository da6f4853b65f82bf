// The config that a TensorFlow Playground's address stands for. Its tanh output with the squared error becomes ours with
// the cross-entropy, which has the same boundary.
import type { AnchorState } from "../pages/playground/import-anchor.ts";
import { DEFAULTS, hidden, type PlaygroundConfig, parsePlayground } from "./playground.ts";

/** A text that may be any; the same one gives the same number. */
function seedOf(text: string): number {
  let h = 0;
  for (const c of text) h = (Math.imul(h, 31) + c.charCodeAt(0)) >>> 0;
  return h;
}

export function fromAnchor(state: AnchorState): PlaygroundConfig {
  const { activation = "tanh", hiddenLayers = [4, 2], problem = "classification", seed } = state;
  const regression = problem === "regression";
  const { classificationData = "circles", regressionData = "plane" } = state;
  const seeds = seed === undefined ? {} : { seed: seedOf(seed), dataSeed: seedOf(seed) };
  const { regularization, regularizationRate, learningRate, batchSize, noise, trainShare, features } = state;
  return parsePlayground({
    ...DEFAULTS,
    ...{ regularization, regularizationRate, learningRate, batchSize, noise, trainShare, features },
    ...seeds,
    data: regression ? regressionData : classificationData,
    samples: regression ? 1200 : 500,
    layers: hiddenLayers.map((units) => hidden(units, activation)),
    initializer: state.initZero ? "zeros" : "uniform",
  });
}
