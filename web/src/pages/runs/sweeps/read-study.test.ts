import { expect, it } from "vitest";
import { GrowingStudy } from "./read-study.ts";

const study = {
  recipe: "digits",
  space: { batchSize: { kind: "int", low: 1, high: 9 } },
  objective: "test.loss",
  trials: 3,
};
const head = {
  format: "chainrule-study",
  version: "1",
  id: "a",
  study,
  recipe: {},
  data: { spec: "iris", digest: "d" },
  created: "now",
};
const entries = [
  { type: "trial", number: 1, values: { batchSize: 2 }, time: "t1" },
  { type: "report", number: 1, step: 1, values: [0.7] },
  { type: "trial", number: 2, values: { batchSize: 5 } },
  { type: "end", number: 1, state: "done", objectives: [0.5] },
  { type: "end", number: 2, state: "done", objectives: [0.3] },
  { type: "trial", number: 3, values: { batchSize: 6 } },
  { type: "end", number: 3, state: "stopped" },
];
const lines = [head, ...entries].map((line) => `${JSON.stringify(line)}\n`);
const bytes = (text: string) => new TextEncoder().encode(text);

it("a journal that comes piece by piece is the study that it is as a whole", () => {
  const whole = new GrowingStudy("one");
  whole.add(bytes(lines.join("")));
  const { study, done, journal } = whole.read()!;
  expect(study.trials.map(({ state }) => state)).toEqual(["done", "done", "stopped"]);
  expect(done.map(({ number, standing }) => [number, standing])).toEqual([
    [1, 0],
    [2, 1],
  ]);
  expect(journal.entries).toHaveLength(7);
  for (let cut = 1; cut < lines.length; cut++) {
    const growing = new GrowingStudy("one");
    growing.add(bytes(lines.slice(0, cut).join("")));
    growing.add(bytes(lines.slice(cut).join("")));
    const read = growing.read()!;
    expect([read.journal, read.done, read.study.trials]).toEqual([journal, done, study.trials]);
  }
});

it("tells of a last line that was cut short, and what is wrong with another", () => {
  const growing = new GrowingStudy("one");
  expect(growing.read()).toBeUndefined();
  growing.add(bytes(lines.join("").slice(0, -3)));
  expect(growing.read()!.journal.cut).toBe(true);
  expect(() => growing.add(bytes("nonsense\n"))).toThrow(expect.objectContaining({ code: "E_FORMAT" }));
});
