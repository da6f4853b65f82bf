import { describe, expect, it } from "vitest";
import { caught } from "../../test/support/errors.js";
import { power } from "../core/power.js";
import type { Spec } from "../core/registry.js";
import { afterEpoch, learningRate, type Plateau, plateauIn, rateAt, schedules } from "./index.js";

const at = (spec: Spec, step: number, epoch = 0, steps = 100) =>
  rateAt(learningRate.parse(spec, "rate"), { step, epoch, steps });
const inEpoch = (spec: Spec, epoch: number) => at(spec, epoch * 10, epoch);
const curves: Record<string, readonly (readonly [spec: Spec, step: number, epoch: number, rate: number])[]> =
  {
    constant: [[{ kind: "constant", rate: 0.3 }, 99, 9, 0.3]],
    step: [0, 1, 2, 3, 4, 5, 6].map((epoch) => [
      { kind: "step", initial: 0.8, gamma: 0.5, every: 2 },
      epoch * 10,
      epoch,
      [0.8, 0.8, 0.4, 0.4, 0.2, 0.2, 0.1][epoch],
    ]),
    piecewise: [0, 1, 2, 3, 4, 50].map((epoch, i) => [
      { kind: "piecewise", rates: [0.3, 0.2, 0.1], epochs: [2, 1, 1] },
      epoch * 10,
      epoch,
      [0.3, 0.3, 0.2, 0.1, 0.1, 0.1][i],
    ]),
    exponential: [
      [{ kind: "exponential", initial: 0.5, gamma: 0.9 }, 0, 0, 0.5],
      [{ kind: "exponential", initial: 0.5, gamma: 0.9 }, 39, 3, 0.5 * 0.9 * 0.9 * 0.9],
    ],
    cosine: [
      [{ kind: "cosine", initial: 1, final: 0.2 }, 0, 0, 1],
      [{ kind: "cosine", initial: 1, final: 0.2 }, 25, 2, 0.2 + 0.4 * (1 + Math.SQRT1_2)],
      [{ kind: "cosine", initial: 1, final: 0.2 }, 50, 5, 0.6],
      [{ kind: "cosine", initial: 1, final: 0.2 }, 100, 10, 0.2],
      [{ kind: "cosine", initial: 1, final: 0.2 }, 1000, 100, 0.2], // and no further down, nor up again
      [{ kind: "cosine", initial: 1 }, 100, 10, 0],
    ],
    oneCycle: [
      [{ kind: "oneCycle", maxLr: 1 }, 0, 0, 0.04],
      [{ kind: "oneCycle", maxLr: 1 }, 29, 2, 1],
      [{ kind: "oneCycle", maxLr: 1 }, 99, 9, 4e-6],
      [{ kind: "oneCycle", maxLr: 1 }, 1000, 99, 4e-6],
      [{ kind: "oneCycle", maxLr: 1, pctStart: 0, divFactor: 2, finalDivFactor: 5 }, 99, 9, 0.1],
      [{ kind: "oneCycle", maxLr: 1, pctStart: 1 }, 99, 9, 1],
      [{ kind: "oneCycle", maxLr: 1, pctStart: 1 }, 100, 10, 1],
    ],
    reduceOnPlateau: [[{ kind: "reduceOnPlateau", initial: 0.3 }, 99, 9, 0.3]],
    warmup: [
      [{ kind: "warmup", steps: 4, to: 0.8 }, 0, 0, 0.2],
      [{ kind: "warmup", steps: 4, to: 0.8 }, 1, 0, 0.4],
      [{ kind: "warmup", steps: 4, to: 0.8 }, 3, 0, 0.8],
      [{ kind: "warmup", steps: 4, to: 0.8 }, 400, 40, 0.8],
      [{ kind: "warmup", steps: 2, to: { kind: "exponential", initial: 1, gamma: 0.5 } }, 0, 0, 0.5],
      [{ kind: "warmup", steps: 2, to: { kind: "exponential", initial: 1, gamma: 0.5 } }, 30, 3, 0.125],
    ],
  };

describe("every schedule", () => {
  it("has a case", () => {
    expect(Object.keys(curves).sort()).toEqual([...schedules.kinds].sort());
  });

  it.each(Object.values(curves).flat())("%j at step %d, epoch %d, is %d", (spec, step, epoch, rate) => {
    expect(at(spec, step, epoch)).toBeCloseTo(rate, 14);
  });
});

it("changes between epochs, not within one", () => {
  const spec = { kind: "exponential", initial: 1, gamma: 0.5 };
  expect([0, 9].map((step) => at(spec, step, 0))).toEqual([1, 1]);
  expect([0, 1, 2].map((epoch) => inEpoch(spec, epoch))).toEqual([1, 0.5, 0.25]);
});

it("multiplies, so that every engine has the same bits", () => {
  const rate = power(0.95, 30);
  expect(inEpoch({ kind: "exponential", initial: 1, gamma: 0.95 }, 30)).toBe(rate);
  expect(inEpoch({ kind: "step", initial: 1, gamma: 0.95, every: 1 }, 30)).toBe(rate);
});

describe("reduceOnPlateau", () => {
  const ratesAfter = (fields: object, losses: readonly number[], name = "loss") => {
    const spec = plateauIn(learningRate.parse({ kind: "reduceOnPlateau", initial: 1, ...fields }, "x"))!;
    let plateau: Plateau | undefined;
    return losses.map((value) => {
      plateau = afterEpoch(spec, plateau, { train: { loss: value }, test: { loss: value, [name]: value } });
      return rateAt({ kind: "reduceOnPlateau", ...spec }, { step: 9, epoch: 9, steps: 99, plateau });
    });
  };

  it("waits as long as it has patience", () => {
    expect(ratesAfter({ patience: 0, factor: 0.5 }, [3, 2, 2, 2, 1])).toEqual([1, 1, 0.5, 0.25, 0.25]);
    expect(ratesAfter({ patience: 1, factor: 0.5 }, [3, 3, 3, 3, 3])).toEqual([1, 1, 0.5, 0.5, 0.25]);
    expect(ratesAfter({ patience: 0, factor: 0.5, cooldown: 2 }, [3, 3, 3, 3, 3])).toEqual([
      1, 0.5, 0.5, 0.5, 0.25,
    ]);
  });

  it("goes no further down than minLr, and not by next to nothing", () => {
    expect(ratesAfter({ patience: 0, factor: 0.5, minLr: 0.4 }, [1, 1, 1, 1])).toEqual([1, 0.5, 0.4, 0.4]);
    expect(ratesAfter({ initial: 1e-8, patience: 0, factor: 0.5 }, [1, 1, 1])).toEqual([1e-8, 1e-8, 1e-8]);
  });

  it("wants an accuracy to rise, by a share of it, and a loss to fall", () => {
    const fields = { metric: "test.accuracy", patience: 0, factor: 0.5, threshold: 0.1 };
    expect(ratesAfter(fields, [0.5, 0.6, 0.65, 0.8], "accuracy")).toEqual([1, 1, 0.5, 0.5]);
    expect(ratesAfter({ patience: 0, factor: 0.5, threshold: 0.1 }, [1, 0.95, 0.8])).toEqual([1, 0.5, 0.5]);
  });

  it("takes NaN for no better than anything", () => {
    expect(ratesAfter({ patience: 1, factor: 0.5 }, [Number.NaN, Number.NaN, 1, 2])).toEqual([
      1, 0.5, 0.5, 0.5,
    ]);
  });

  it("is found behind a warmup, and not where it is not", () => {
    const spec = { kind: "warmup", steps: 2, to: { kind: "reduceOnPlateau", initial: 0.5 } };
    const plateau = { best: 1, bad: 0, cooldown: 0, rate: 0.25 };
    expect(plateauIn(learningRate.parse(spec, "x"))).toMatchObject({ initial: 0.5, metric: "test.loss" });
    expect(rateAt(learningRate.parse(spec, "x"), { step: 0, epoch: 0, steps: 9, plateau })).toBe(0.125);
    expect(plateauIn(learningRate.parse(0.5, "x"))).toBeUndefined();
  });
});

it("survives a run without steps", () => {
  expect(at({ kind: "cosine", initial: 1 }, 0, 0, 0)).toBe(1);
});

describe("a learning rate", () => {
  it("is a number, or a schedule", () => {
    expect(learningRate.parse(0.1, "x")).toEqual({ kind: "constant", rate: 0.1 });
    expect(learningRate.parse({ kind: "cosine", initial: 1 }, "x")).toEqual({
      kind: "cosine",
      initial: 1,
      final: 0,
    });
    expect(learningRate.parse({ kind: "warmup", steps: 3, to: 0.5 }, "x")).toEqual({
      kind: "warmup",
      steps: 3,
      to: { kind: "constant", rate: 0.5 },
    });
  });

  it.each([[0], [-0.1], [Number.NaN], [1 / 0], ["0.1"], [undefined], [true]])("is not %s", (value) => {
    expect(caught(() => learningRate.parse(value, "x"))).toMatchObject({ code: "E_FIELD", where: "x" });
  });

  it.each([
    [null, "x"],
    [[0.1], "x"],
    [{ kind: "cosin", initial: 1 }, "x"],
    [{ kind: "step", initial: 1, gamma: 0.5, every: 0 }, 'x "step".every'],
    [{ kind: "exponential", initial: 1 }, 'x "exponential".gamma'],
    [{ kind: "piecewise", rates: [], epochs: [1] }, 'x "piecewise".rates'],
    [{ kind: "piecewise", rates: [0.1, -1], epochs: [1] }, 'x "piecewise".rates[1]'],
    [{ kind: "warmup", steps: 2, to: { kind: "warmup", steps: 2, to: 1 } }, 'x "warmup".to'],
  ])("is not %j", (value, where) => {
    expect(caught(() => learningRate.parse(value, "x"))).toMatchObject({ code: "E_FIELD", where });
  });

  it("asks what was meant", () => {
    expect(caught(() => learningRate.parse({ kind: "cosin", initial: 1 }, "x")).remedy).toBe(
      'Did you mean "cosine"?',
    );
  });
});
