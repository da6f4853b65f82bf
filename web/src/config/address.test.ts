import { describe, expect, it } from "vitest";
import {
  decodeKept,
  decodePlayground,
  decodeState,
  encodeKept,
  encodePlayground,
  encodeState,
  MOST_WEIGHTS,
} from "./address.ts";
import { DEFAULTS, hidden, type PlaygroundConfig, parsePlayground } from "./playground.ts";

const there = (config: PlaygroundConfig) => decodePlayground(new URLSearchParams(encodePlayground(config)));

describe("a config", () => {
  it("that is the default needs no address", () => {
    expect(encodePlayground(DEFAULTS)).toBe("");
    expect(decodePlayground(new URLSearchParams())).toEqual(DEFAULTS);
  });

  it("comes back from its address as it was", () => {
    const config: PlaygroundConfig = {
      data: "own",
      samples: 300,
      noise: 25,
      classes: 4,
      curve: "sin(2*x) + 1",
      points: [
        [1.5, -2.25, 0],
        [-6, 6, 4],
      ],
      dataSeed: 7,
      trainShare: 80,
      features: ["x2", "x1^2", "x1x2"],
      expressions: ["sqrt(x1^2 + x2^2)", "x1 % 2"],
      layers: [{ units: 32, activation: "leakyRelu", batchNorm: true, dropout: 0.3 }, hidden(1, "gelu")],
      initializer: "normal",
      loss: "softmaxCrossEntropy",
      optimizer: "adamw",
      learningRate: 0.0003,
      regularization: "l1",
      regularizationRate: 0.003,
      batchSize: 1,
      seed: 99,
      stopEpochs: 1000,
      stopLoss: 0.01,
      patience: 50,
    };
    expect(there(config)).toEqual(config);
    expect(parsePlayground(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  it("may have no hidden layers", () => {
    expect(there({ ...DEFAULTS, layers: [] }).layers).toEqual([]);
  });

  it("has a default for what is missing or cannot be", () => {
    const hostile = new URLSearchParams(
      "data=__proto__&samples=1e9&noise=NaN&learningRate=-1&layers=4tanh,99relu,4eval&features=x3&batchSize=1.5" +
        "&points=!!!&expressions=&seed=-1&constructor=1",
    );
    const { layers, ...rest } = decodePlayground(hostile);
    const { layers: _, ...defaults } = DEFAULTS;
    expect(layers).toEqual([hidden(4)]);
    expect({ ...rest, expressions: [] }).toEqual(defaults);
  });
});

describe("weights", () => {
  it("come back exactly", () => {
    const state = Float32Array.of(0.1, -1e-30, 3.4e38, Math.PI, 0);
    const query = new URLSearchParams(encodeState(42, state));
    expect(decodeState(query)).toEqual({ epoch: 42, state });
  });

  it("are not in the address of a large network", () => {
    expect(encodeState(1, new Float32Array(MOST_WEIGHTS))).not.toBe("");
    expect(encodeState(1, new Float32Array(MOST_WEIGHTS + 1))).toBe("");
  });

  it("of a large network are named by their digest", () => {
    const digest = "0123456789abcdef".repeat(4);
    expect(decodeKept(new URLSearchParams(encodeKept(3, digest)))).toEqual({ epoch: 3, digest });
    for (const query of ["", "epoch=3&kept=abc", `epoch=-1&kept=${digest}`, `epoch=1&kept=${digest}/..`])
      expect(decodeKept(new URLSearchParams(query))).toBeUndefined();
  });

  it("are not taken when they are none", () => {
    for (const query of [
      "",
      "w=!",
      "w=AAA",
      "epoch=-1&w=AAAAAA",
      "epoch=1&w=AADAfw",
      `w=${"A".repeat(100_000)}`,
    ])
      expect(decodeState(new URLSearchParams(query))).toBeUndefined();
  });
});
