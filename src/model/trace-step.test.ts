import { describe, expect, it } from "vitest";
import {
  batchNorm,
  conv2d,
  dense,
  dropout,
  flatten,
  halfSquaredError,
  maxPool2d,
  relu,
  sigmoid,
  softmaxCrossEntropy,
} from "../index.js";
import { build } from "./build.js";
import { traceStep } from "./trace-step.js";

describe("traceStep", () => {
  it("has every number of the net of two, two and two units", async () => {
    const model = await build(
      { input: [2], layers: [dense(2), sigmoid(), dense(2), sigmoid()] },
      { backend: "reference" },
    );
    const start = [
      [0.1, 0.3, 0.2, 0.4],
      [0.55, 0.55],
      [0.5, 0.7, 0.6, 0.8],
      [0.66, 0.66],
    ];
    for (const [i, values] of start.entries()) model.parameters[i].value.set(values);
    const { layers, loss } = traceStep(model, [0.1, 0.2], [0.01, 0.99], halfSquaredError());
    const [hidden, squashed, output, answer] = layers;
    expect(loss).toBeCloseTo(0.3226845322, 10);
    expect(hidden.y[0]).toBeCloseTo(0.6, 12);
    const found = [...squashed.y, ...answer.y, answer.dx[0], squashed.dy[0]];
    found.push(output.parameters[0].grad[0], hidden.parameters[0].grad[0]);
    const right = [0.6456563062, 0.6592603884, 0.7987314002, 0.8374488853, 0.1267961054, 0.0488614913];
    right.push(0.0818667051, 0.0011178739);
    for (const [i, value] of right.entries()) expect(Math.abs(found[i] - value)).toBeLessThan(1e-10);
    expect(layers.map(({ name, parameters }) => [name, ...parameters.map((one) => one.name)])).toEqual([
      ["0.dense", "W", "b"],
      ["1.sigmoid"],
      ["2.dense", "W", "b"],
      ["3.sigmoid"],
    ]);
  });

  it.each(["reference", "wasm"] as const)("hands on what the next layer gets, on %s", async (backend) => {
    const spec = {
      input: [1, 8, 8],
      layers: [
        conv2d(4, 3),
        batchNorm(),
        relu(),
        maxPool2d(2),
        flatten(),
        dropout(0.5),
        dense(6),
        relu(),
        dense(3),
      ],
    };
    const options = { seed: 3, backend };
    const [model, other] = [await build(spec, options), await build(spec, options)];
    const x = Array.from({ length: 5 * 64 }, (_, i) => ((i * 37) % 11) / 11);
    const targets = [0, 1, 2, 1, 0];
    const { layers, loss, outputs, samples } = traceStep(model, x, targets, softmaxCrossEntropy());
    expect([samples, loss]).toEqual([5, other.loss(x, targets, softmaxCrossEntropy())]);
    const dx = other.backward();
    for (const [i, layer] of layers.entries()) {
      if (i === 0) continue;
      expect(layer.x).toEqual(layers[i - 1].y);
      expect(layer.dx).toEqual(layers[i - 1].dy);
    }
    const close = (a: ArrayLike<number>, b: ArrayLike<number>) => {
      for (let i = 0; i < b.length; i++) expect(Math.abs(a[i] - b[i])).toBeLessThan(1e-6);
    };
    close(layers[0].dx, dx);
    const own = layers.flatMap(({ parameters }) => parameters);
    for (const [i, parameter] of other.parameters.entries()) {
      close(own[i].grad, parameter.grad);
      close(model.parameters[i].grad, parameter.grad);
    }
    expect(outputs[0] + outputs[1] + outputs[2]).toBeCloseTo(1, 6);
    close(model.backward(), dx);
  });
});
