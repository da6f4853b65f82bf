import { expect, it } from "vitest";
import type { Spec } from "../core/registry.js";
import { build } from "../model/build.js";
import { conv2d, dense } from "./index.js";

const lecun = { weightInit: { kind: "lecun", distribution: "uniform" } };

// of inputs and outputs, which xavier adds up, lecun takes the inputs alone: there it shows which are which
it.each<[Spec, number[], number]>([
  [dense(200, lecun), [12], 12],
  [conv2d(50, [2, 4], lecun), [3, 4, 4], 3 * 2 * 4],
])("the weights of %j on %j start by what one unit reads", async (layer, input, fanIn) => {
  const model = await build({ input, layers: [layer] }, { seed: 3 });
  const [{ value }] = model.parameters;
  const bound = Math.sqrt(3 / fanIn);
  const most = Math.max(...value.map(Math.abs));
  expect(most).toBeLessThanOrEqual(bound);
  expect(most).toBeGreaterThan(0.98 * bound);
});
