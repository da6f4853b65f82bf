import { describe, expect, it } from "vitest";
import { type Entry, parseJournal } from "./journal.js";
import { dominates, paretoFront, paretoOrder } from "./pareto.js";
import { parseSpace } from "./space.js";
import { Study, type StudyPlan } from "./study.js";

const plan: StudyPlan = {
  space: parseSpace({ x: { kind: "float", low: 0, high: 1 } }, "space"),
  goals: ["maximise"],
  sampler: { kind: "random" },
  pruner: { kind: "none" },
  trials: 10,
  seed: 1,
};

describe("a study", () => {
  it("counts a result once, and knows the best", () => {
    const study = new Study(plan);
    for (const value of [0.3, 0.9, 0.5])
      study.tell(study.ask()!.number, { state: "done", objectives: [value] });
    expect(study.tell(2, { state: "done", objectives: [7] })).toBe(false);
    expect(study.tell(9, { state: "done", objectives: [7] })).toBe(false);
    expect(study.best).toMatchObject({ number: 2, objectives: [0.9] });
  });

  it("begins a trial that failed again, twice; one that diverged or cannot be, never", () => {
    const study = new Study(plan);
    for (let i = 0; i < 3; i++) study.ask();
    const failure = { reason: "error", message: "boom" } as const;
    expect([1, 1, 1, 1].map((number) => study.fail(number, failure))).toEqual([true, true, false, false]);
    expect(study.trials[0]).toMatchObject({ state: "failed", failures: [failure, failure, failure] });
    expect(study.fail(2, { reason: "diverged", message: "" })).toBe(false);
    expect(study.trials[1].state).toBe("failed");
    expect(study.fail(3, failure)).toBe(true);
    study.tell(3, { state: "done", objectives: [1] });
    expect(study.trials[2]).toMatchObject({ state: "done", failures: [failure] });
  });

  it("takes an objective that is no number for a trial that diverged", () => {
    const study = new Study(plan);
    study.tell(study.ask()!.number, { state: "done", objectives: [Number.NaN] });
    expect(study.trials[0]).toMatchObject({ state: "failed", failures: [{ reason: "diverged" }] });
    expect(study.best).toBeUndefined();
  });

  it("keeps the reports of the last attempt", () => {
    const study = new Study(plan);
    study.ask();
    for (const [step, value] of [
      [1, 0.1],
      [2, 0.2],
      [1, 0.3],
    ])
      study.report(1, { step, values: [value] });
    expect(study.trials[0].reports).toEqual([{ step: 1, values: [0.3] }]);
  });
});

describe("a journal", () => {
  const head = {
    format: "chainrule-study",
    version: "1",
    id: "a",
    study: {},
    recipe: {},
    data: { spec: "iris", digest: "d" },
    created: "now",
  };
  const text = (lines: readonly unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const read = (journal: string) => parseJournal(new TextEncoder().encode(journal), "journal.jsonl");
  const entries: Entry[] = [];
  const study = new Study(plan, (entry) => entries.push(entry));
  for (let i = 0; i < 3; i++) study.ask();
  study.report(1, { step: 1, values: [0.5] });
  study.fail(1, { reason: "hung", message: "no sign" });
  study.tell(1, { state: "done", objectives: [0.6], cost: { steps: 3, epochs: 1, seconds: 0.1 } });
  study.tell(2, { state: "pruned" });
  const whole = text([head, ...entries]);

  it("gives the study back, wherever it is cut off", () => {
    for (let length = text([head]).length; length <= whole.length; length++) {
      const { entries: some, cut } = read(whole.slice(0, length));
      const complete = whole.slice(0, length).endsWith("\n");
      expect(cut).toBe(!complete);
      expect(some).toEqual(entries.slice(0, some.length));
      const again = new Study(plan);
      for (const entry of some) again.replay(entry);
      if (length === whole.length) expect(again.trials).toEqual(study.trials);
    }
  });

  it("does not count a line that is there twice", () => {
    const again = new Study(plan);
    for (const entry of [...entries, ...entries]) again.replay(entry);
    expect(again.trials).toEqual(study.trials);
  });

  it.each([
    ["", /an empty file/],
    ["{", /less than a line/],
    ['{"format":"chainrule-run"}\n', /line 1 of journal\.jsonl/],
    [`${text([head])}{"type":"trial","number":0,"values":{}}\n`, /line 2 of journal\.jsonl\.number/],
    [`${text([head])}{"type":"trail","number":1}\n`, /Did you mean|one of trial, report/],
    [`${text([head])}nonsense\n{}\n`, /line 2, column 1/],
    [`${text([head])}{"type":"end","number":1,"state":"won"}\n`, /one of done, pruned, stopped, failed/],
    [`${text([head])}{"type":"report","number":1,"step":1,"values":["1"]}\n`, /values\[0\]/],
  ])("of %j is refused, with its line", (journal, message) => {
    expect(() => read(journal)).toThrow(message);
    expect(() => read(journal)).toThrow(expect.objectContaining({ code: "E_FORMAT" }));
  });
});

describe("a Pareto front", () => {
  const points = [
    [1, 5],
    [2, 2],
    [5, 1],
    [3, 3],
    [2, 2],
    [6, 6],
  ];

  it("has what nothing is better than", () => {
    expect(paretoFront(points)).toEqual([0, 1, 2, 4]);
    expect(dominates([2, 2], [2, 2])).toBe(false);
  });

  it("comes first, front after front", () => {
    const order = paretoOrder(points);
    expect(new Set(order.slice(0, 4))).toEqual(new Set([0, 1, 2, 4]));
    expect(order.slice(4)).toEqual([3, 5]);
    expect(paretoOrder([[3], [1], [2], [1]])).toEqual([1, 3, 2, 0]);
    expect(paretoOrder([])).toEqual([]);
    const many = Array.from({ length: 2000 }, (_, i) => [(i * 7919) % 2000, i]);
    const ranks = paretoOrder(many);
    expect(new Set(ranks).size).toBe(2000);
    const last = ranks.slice(-20).map((i) => many[i]);
    expect(last.every((point) => many.some((other) => dominates(other, point)))).toBe(true);
  });
});
