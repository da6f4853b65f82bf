import { build, conv2d, dense, flatten, relu, weightsDigest } from "chainrule";

/** Weights and some outputs of a model that is large enough for threads. */
export async function largeModel(threads?: number): Promise<string> {
  const layers = [conv2d(8, 3), relu(), flatten(), dense(64), relu(), dense(10)];
  const model = await build({ input: [1, 28, 28], layers }, { seed: 1, threads });
  const outputs = model.predict(new Float32Array(64 * 784).map((_, i) => (i % 7) / 7));
  return [await weightsDigest(model), ...outputs.subarray(0, 10)].join(" ");
}
