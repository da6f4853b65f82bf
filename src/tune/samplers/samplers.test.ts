import { describe, expect, it } from "vitest";
import { Rng } from "../../core/rng.js";
import { isActive, parseSpace, type Values } from "../space.js";
import { Study, type StudyPlan } from "../study.js";
import { samplers } from "./index.js";
import { choiceKernel, normalKernel } from "./kernel.js";
import { Parzen } from "./parzen.js";

const space = parseSpace(
  {
    rate: { kind: "logFloat", low: 1e-4, high: 1 },
    kind: { kind: "choice", options: ["sgd", "momentum", null] },
    momentum: { kind: "float", low: 0, high: 0.99, when: { kind: ["momentum"] } },
    units: { kind: "int", low: 1, high: 20 },
  },
  "space",
);
const plan = (sampler: object, extra: Partial<StudyPlan> = {}): StudyPlan => ({
  space,
  goals: ["minimise"],
  sampler: sampler as StudyPlan["sampler"],
  pruner: { kind: "none" },
  trials: 60,
  seed: 1,
  ...extra,
});

/** Least for momentum 0.9 with rate 0.01 and 8 units. */
function valley(values: Values): number {
  const { rate, kind, momentum = 0, units } = values as Record<string, any>;
  const base = kind === "momentum" ? (momentum - 0.9) ** 2 : 1;
  return base + (Math.log10(rate) + 2) ** 2 + 0.02 * (units - 8) ** 2;
}

function search(wanted: StudyPlan, f: (values: Values) => number | readonly number[] = valley): Study {
  const study = new Study(wanted);
  for (let trial = study.ask(); trial !== undefined; trial = study.ask())
    study.tell(trial.number, { state: "done", objectives: [f(trial.values)].flat() });
  return study;
}

describe.each(samplers.kinds)("%s", (kind) => {
  it("stays in the space, and gives just what is active", () => {
    for (const { values } of search(plan({ kind })).trials) {
      expect(Object.keys(values)).toEqual(
        space.filter((one) => isActive(one, values)).map(({ name }) => name),
      );
      expect(values.rate).toBeGreaterThanOrEqual(1e-4 * (1 - 1e-12));
      expect(values.rate).toBeLessThanOrEqual(1);
      expect(Number.isInteger(values.units)).toBe(true);
    }
  });

  it("does the same again for the same seed, also when it goes on from a journal", () => {
    const once = search(plan({ kind })).trials;
    expect(search(plan({ kind })).trials).toEqual(once);
    const entries: any[] = [];
    const first = new Study(plan({ kind }), (entry) => entries.push(entry));
    for (let i = 0; i < 25; i++) {
      const { number, values } = first.ask()!;
      first.tell(number, { state: "done", objectives: [valley(values)] });
    }
    const second = new Study(plan({ kind }));
    for (const entry of JSON.parse(JSON.stringify(entries))) second.replay(entry);
    for (let trial = second.ask(); trial !== undefined; trial = second.ask())
      second.tell(trial.number, { state: "done", objectives: [valley(trial.values)] });
    expect(second.trials).toEqual(once);
  });

  it("goes another way for another seed, unless it is a grid", () => {
    const other = search(plan({ kind }, { seed: 2 })).trials.map(({ values }) => values);
    const once = search(plan({ kind })).trials.map(({ values }) => values);
    if (kind === "grid") expect(other).toEqual(once);
    else expect(other).not.toEqual(once);
  });
});

describe("a grid", () => {
  it("has every combination once, those of conditions too, and then ends", () => {
    const { trials } = search(plan({ kind: "grid", points: 3 }, { trials: 1000 }));
    // rate 3 × units 3 × (momentum 3, or one of the two others)
    expect(trials).toHaveLength(3 * 3 * (3 + 2));
    expect(new Set(trials.map(({ values }) => JSON.stringify(values))).size).toBe(trials.length);
    const rates = [...new Set(trials.map(({ values }) => values.rate as number))];
    expect(rates.map((rate) => rate.toPrecision(6))).toEqual(["0.000100000", "0.0100000", "1.00000"]);
    expect([...new Set(trials.map(({ values }) => values.units))]).toEqual([1, 11, 20]);
  });

  it("has no more values of a short range than there are", () => {
    const short = parseSpace({ a: { kind: "int", low: 1, high: 3 } }, "space");
    const study = search(plan({ kind: "grid", points: 9 }, { space: short }), () => 0);
    expect(study.trials.map(({ values }) => values.a)).toEqual([1, 2, 3]);
    expect(study.wanted).toBe(3);
  });
});

describe("narrowing", () => {
  it("halves the ranges around the best of the rounds before", () => {
    const line = parseSpace({ x: { kind: "float", low: 0, high: 8 } }, "space");
    const study = search(
      plan({ kind: "narrowing", perRound: 10, shrink: 0.5 }, { space: line, trials: 50 }),
      ({ x }) => Math.abs((x as number) - 7.9),
    );
    const xs = study.trials.map(({ values }) => values.x as number);
    const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
    for (let round = 0; round < 5; round++) {
      const inRound = xs.slice(10 * round, 10 * round + 10);
      expect(spread(inRound)).toBeGreaterThan((8 * 0.5 ** round) / 2); // and no sooner than that
    }
    for (let round = 1; round < 5; round++) {
      const before = xs
        .slice(0, 10 * round)
        .reduce((a, b) => (Math.abs(a - 7.9) < Math.abs(b - 7.9) ? a : b));
      const width = 8 * 0.5 ** round;
      const start = Math.min(8 - width, before - width / 2); // the range is moved in, not cut off
      for (const x of xs.slice(10 * round, 10 * round + 10)) {
        expect(x).toBeGreaterThanOrEqual(start - 1e-9);
        expect(x).toBeLessThanOrEqual(start + width + 1e-9);
      }
    }
  });
});

describe("TPE", () => {
  it.each([false, true])("finds better values than random search (multivariate: %s)", (multivariate) => {
    const bests = (sampler: object) =>
      Array.from({ length: 9 }, (_, seed) => search(plan(sampler, { seed })).best!.objectives![0]).sort(
        (a, b) => a - b,
      );
    expect(bests({ kind: "tpe", multivariate })[4]).toBeLessThan(0.5 * bests({ kind: "random" })[4]);
  });

  it("draws at random until there is something to learn from", () => {
    const drawn = search(plan({ kind: "tpe", startup: 12 }, { trials: 12 })).trials;
    expect(drawn).toEqual(search(plan({ kind: "random" }, { trials: 12 })).trials);
  });

  it("keeps away from where trials diverge", () => {
    const study = new Study(plan({ kind: "tpe" }, { trials: 80 }));
    for (let trial = study.ask(); trial !== undefined; trial = study.ask()) {
      const { number, values } = trial;
      if ((values.rate as number) > 0.1)
        study.tell(number, { state: "failed", failure: { reason: "diverged", message: "" } });
      else study.tell(number, { state: "done", objectives: [valley(values)] });
    }
    const diverged = (from: number, to: number) =>
      study.trials.slice(from, to).filter(({ state }) => state === "failed").length;
    expect(diverged(40, 80)).toBeLessThan(diverged(0, 40));
  });

  it.each(["pruned", "stopped"] as const)("learns from trials that were given up early: %s", (state) => {
    const study = new Study(plan({ kind: "tpe" }, { trials: 80 }));
    for (let trial = study.ask(); trial !== undefined; trial = study.ask()) {
      const { number, values } = trial;
      study.report(number, { step: 1, values: [valley(values)] });
      if ((values.rate as number) > 0.1) study.tell(number, { state });
      else study.tell(number, { state: "done", objectives: [valley(values)] });
    }
    const givenUp = (from: number, to: number) =>
      study.trials.slice(from, to).filter((trial) => trial.state === state).length;
    expect(givenUp(40, 80)).toBeLessThan(givenUp(0, 40));
  });

  it("spreads along the front of two objectives", () => {
    const line = parseSpace(
      { x: { kind: "float", low: -10, high: 10 }, y: { kind: "float", low: 0, high: 10 } },
      "s",
    );
    const two = ({ x, y }: Values) => [
      (x as number) ** 2 + (y as number),
      ((x as number) - 2) ** 2 + (y as number),
    ];
    const goals = ["minimise", "minimise"] as const;
    const front = (sampler: object) =>
      search(plan(sampler, { space: line, goals, trials: 80 }), two).front.length;
    expect(front({ kind: "tpe" })).toBeGreaterThan(front({ kind: "random" }));
  });

  it("does not try what a running trial tries, with several workers", () => {
    const line = parseSpace({ x: { kind: "float", low: 0, high: 1 } }, "space");
    const study = new Study(plan({ kind: "tpe" }, { space: line, trials: 60 }));
    for (let i = 0; i < 30; i++) {
      const { number, values } = study.ask()!;
      study.tell(number, { state: "done", objectives: [Math.abs((values.x as number) - 0.5)] });
    }
    const together = Array.from({ length: 8 }, () => study.ask()!.values.x as number);
    expect(new Set(together).size).toBe(8);
  });
});

describe("a kernel", () => {
  const rng = new Rng(3, "tune");

  it("is a density: over all values it comes to 1, and draws are as likely as it says", () => {
    const float = normalKernel({ name: "a", kind: "float", low: 0, high: 2 }, 0.9, 0.3);
    const steps = 4000;
    let sum = 0;
    for (let i = 0; i < steps; i++) sum += float.density((2 * (i + 0.5)) / steps) / steps;
    expect(sum).toBeCloseTo(1, 6);

    for (const kind of ["int", "logInt"] as const) {
      const whole = normalKernel({ name: "a", kind, low: 1, high: 9 }, 0.2, 0.4);
      const shares = Array.from({ length: 9 }, (_, i) => whole.density(i + 1));
      expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      const counts = new Array(9).fill(0);
      for (let i = 0; i < 9000; i++) counts[(whole.draw(rng) as number) - 1] += 1;
      for (const [i, share] of shares.entries())
        expect(Math.abs(counts[i] - 9000 * share)).toBeLessThan(5 * Math.sqrt(9000 * share) + 1);
    }

    const options = ["a", "b", "c", "d"];
    const one = choiceKernel({ name: "a", kind: "choice", options }, "b", 1);
    expect(options.map((option) => one.density(option))).toEqual([0.125, 0.625, 0.125, 0.125]);
    const none = choiceKernel({ name: "a", kind: "choice", options }, undefined, 1);
    expect(none.density("c")).toBe(0.25);
  });

  it("makes a mixture that is a density too, and falls back on the ranges where a trial knows nothing", () => {
    const mixture = new Parzen(space.slice(1, 3), [{ kind: "momentum", momentum: 0.9 }, { kind: "sgd" }]);
    const share = (values: Values) => Math.exp(mixture.logDensity(values));
    const kinds = ["sgd", "momentum", null].map((kind) => share({ kind }));
    expect(kinds.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    expect(share({ kind: "momentum", momentum: 0.9 })).toBeGreaterThan(
      share({ kind: "momentum", momentum: 0.1 }),
    );
  });
});
