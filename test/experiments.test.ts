import { loadData } from "chainrule/node";
import { describe, expect, it } from "vitest";
import {
  type Chart,
  defaultsOf,
  type Experiment,
  experiments,
  type Outcome,
  type RunOptions,
  startExperiment,
} from "../experiments/index.js";

// Every experiment is run at a tiny size, for its structure; the cheap ones at their own, for their figures.

const loaded = new Map<string, ReturnType<typeof loadData>>();
const host = {
  data(spec: string, seed?: number) {
    const key = `${spec} ${seed}`;
    if (!loaded.has(key)) loaded.set(key, loadData(spec, { seed }));
    return loaded.get(key)!;
  },
  now: () => performance.now(),
};

async function outcomeOf(experiment: Experiment, options: Partial<RunOptions> = {}): Promise<Outcome> {
  const run = startExperiment(experiment, { ...host, ...options });
  let done = 0;
  for await (const event of run.events) {
    if (event.type !== "progress") continue;
    expect(event.done).toBeGreaterThanOrEqual(done - 1e-9);
    done = event.done;
  }
  return run.outcome;
}

/** What takes time, made small. */
const TINY: Readonly<Record<string, number>> = {
  epochs: 1,
  iterations: 100,
  samples: 300,
  first: 200,
  practice: 2,
  nets: 2,
  steps: 20,
  trials: 20,
  searches: 1,
  filters: 4,
};

function tiny({ settings }: Experiment): Record<string, number> {
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, setting]) =>
      name in TINY && setting.kind === "number"
        ? [[name, Math.min(setting.default, Math.max(setting.min, TINY[name]))]]
        : [],
    ),
  );
}

const CHINESE = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;

/** Every text of a value, by language; what is one string for both counts for English. */
function textsOf(value: unknown, found = { en: [] as string[], zh: [] as string[] }) {
  if (typeof value === "string") found.en.push(value);
  else if (Array.isArray(value)) for (const one of value) textsOf(one, found);
  else if (typeof value === "object" && value !== null) {
    const { en, zh, ...rest } = value as { en?: unknown; zh?: unknown };
    if (typeof en === "string" && typeof zh === "string") {
      found.en.push(en);
      found.zh.push(zh);
    } else textsOf(en, found);
    textsOf(Object.values(rest), found);
  }
  return found;
}

/** Numbers of a chart that something is drawn from. A gap in a line is a NaN that is meant. */
function numbersOf(chart: Chart): number[] {
  switch (chart.kind) {
    case "line":
      return chart.series.flatMap(({ x, y }) => [...x, ...y.filter((value) => !Number.isNaN(value))]);
    case "scatter":
      return [...chart.groups, ...(chart.paths ?? [])].flatMap(({ points }) => points.flat());
    case "histogram":
      return chart.panels.flatMap(({ range, counts }) => [...range, ...counts]);
    case "heatmap":
      return chart.panels.flatMap(({ x, y, values, groups = [] }) => [
        ...x,
        ...y,
        ...values,
        ...groups.flatMap(({ points }) => points.flat()),
      ]);
    case "bars":
      return chart.series.flatMap(({ values }) => values);
    case "images":
      return chart.items.flatMap(({ values }) => values);
    case "table":
      return chart.rows.flat().filter((cell) => typeof cell === "number");
  }
}

function checkShape(chart: Chart): void {
  if (chart.kind === "line")
    for (const { x, y } of chart.series) {
      expect(x.length).toBe(y.length);
      expect(x.length).toBeGreaterThan(0);
    }
  if (chart.kind === "heatmap")
    for (const { width, height, values } of chart.panels) expect(values.length).toBe(width * height);
  if (chart.kind === "images")
    for (const { width, height, values } of chart.items) expect(values.length).toBe(width * height);
  if (chart.kind === "bars")
    for (const { values } of chart.series) expect(values.length).toBe(chart.categories.length);
  if (chart.kind === "table") for (const row of chart.rows) expect(row.length).toBe(chart.columns.length);
}

it("each has an id of its own, which is the name of its file", async () => {
  const { readdirSync } = await import("node:fs");
  const files = readdirSync(new URL("../experiments/", import.meta.url))
    .filter((name) => name.endsWith(".ts") && name !== "index.ts")
    .map((name) => name.replace(".ts", ""));
  expect(experiments.map(({ id }) => id).sort()).toEqual(files.sort());
});

describe.each(experiments.map((experiment) => [experiment.id, experiment] as const))(
  "%s",
  (_, experiment) => {
    it("is told in both languages, and planned as data", () => {
      const { run: _run, plan, ...told } = experiment;
      const planned = plan(defaultsOf(experiment.settings), experiment.seeds[0]);
      expect(JSON.parse(JSON.stringify(planned))).toEqual(planned);
      const { en, zh } = textsOf(told);
      expect(en.filter((text) => CHINESE.test(text) || text === "")).toEqual([]);
      for (const text of [experiment.title, experiment.summary, experiment.expect, experiment.explanation])
        expect(CHINESE.test(text.zh), text.zh).toBe(true);
      expect(zh.filter((text) => text === "")).toEqual([]);
      expect(experiment.expectations.length).toBeGreaterThan(0);
      for (const { min, max } of experiment.expectations) expect(min ?? max).toBeDefined();
    });

    it("shows charts that can be drawn", { timeout: 30_000 }, async () => {
      const { status, charts, figures, expectations } = await outcomeOf(experiment, {
        set: tiny(experiment),
      });
      expect(status).toBe("done");
      expect(charts.length).toBeGreaterThan(0);
      for (const chart of charts) {
        checkShape(chart);
        expect(
          numbersOf(chart).filter((value) => !Number.isFinite(value)),
          chart.id,
        ).toEqual([]);
        expect(textsOf(chart).en.filter((text) => CHINESE.test(text))).toEqual([]);
      }
      for (const { figure } of experiment.expectations) expect(figures).toHaveProperty([figure]);
      if (Object.keys(tiny(experiment)).length === 0)
        expect(expectations.filter(({ holds }) => !holds)).toEqual([]);
    });
  },
);

const cheap = experiments.filter(
  (experiment) => experiment.seconds <= 1 && Object.keys(tiny(experiment)).length > 0,
);

it.each(cheap.map((experiment) => [experiment.id, experiment] as const))(
  "%s comes to its figures",
  { timeout: 30_000 },
  async (_, experiment) => {
    const { expectations } = await outcomeOf(experiment);
    expect(expectations.filter(({ holds }) => !holds)).toEqual([]);
  },
);

describe("a run", () => {
  const [experiment] = experiments;

  it("refuses settings that there are not, or out of their range, before anything runs", () => {
    const start = (set: Record<string, number | string>) => () =>
      startExperiment(experiment, { ...host, set });
    expect(start({ nois: 0 })).toThrow(expect.objectContaining({ code: "E_FIELD", got: '"nois"' }));
    expect(start({ noise: 7 })).toThrow(
      expect.objectContaining({ code: "E_FIELD", expected: "a number from 0 to 0.5" }),
    );
    expect(start({ noise: "much" })).toThrow(expect.objectContaining({ code: "E_FIELD" }));
    expect(start({ data: "squares" })).toThrow(expect.objectContaining({ code: "E_FIELD" }));
    expect(start({ epochs: 1.5 })).toThrow(expect.objectContaining({ code: "E_FIELD" }));
  });

  it("that is stopped keeps what it has shown", async () => {
    const run = startExperiment(experiment, host);
    for await (const event of run.events) if (event.type === "chart") break;
    const { status, charts, figures, expectations } = run.outcome;
    expect([status, charts.length, figures, expectations]).toEqual(["stopped", 1, undefined, []]);
  });

  it("with other settings is not judged", async () => {
    const changed = await outcomeOf(experiment, { set: { noise: 0.5 } });
    expect([changed.size, changed.expectations]).toEqual(["changed", []]);
    const same = await outcomeOf(experiment, { set: { noise: 0 } });
    expect([same.size, same.expectations.length > 0]).toEqual(["default", true]);
  });
});
