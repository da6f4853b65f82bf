import { expect, it } from "vitest";
import { dense, tanh } from "../layers/index.js";
import { build } from "./build.js";
import { trace } from "./trace.js";

it("has the output of every layer, of the rows that were asked for", async () => {
  const model = await build({ input: [2], layers: [dense(3), tanh(), dense(1)] }, { backend: "reference" });
  model.forward(new Float64Array(20)); // room for more rows than are looked at
  const x = [0.5, -1, 2, 1];
  const [sums, activations, logits] = trace(model, x);
  expect([sums.name, activations.name, logits.name]).toEqual(["0.dense", "1.tanh", "2.dense"]);
  expect(sums.output).toHaveLength(6);
  expect([...activations.output]).toEqual([...sums.output].map((z) => expect.closeTo(Math.tanh(z), 14)));
  expect([...logits.output]).toEqual([...model.forward(x)]);
});
