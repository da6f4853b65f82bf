import { ChainruleError, display } from "../core/errors.js";
import { choice, type Field, optional, parseFields } from "../core/fields.js";
import { checkMetric, METRICS } from "../core/monitor.js";
import { fieldsSchema } from "../core/schema.js";
import type { TrainTest } from "../data/split.js";
import { isClassification } from "../train/score.js";
import type { Trial } from "./trial.js";

/** What a trial can be judged by: what training tells after its last epoch, and how large the net is. */
export const OBJECTIVES = [...METRICS, "parameters"] as const;
/** One of `OBJECTIVES`. */
export type ObjectiveMetric = (typeof OBJECTIVES)[number];

/** Which way is better. */
export type Goal = "minimise" | "maximise";

/** A measure that trials are judged by, and which way is better. */
export interface Objective {
  readonly metric: ObjectiveMetric;
  readonly goal: Goal;
}

const fields = {
  metric: choice(OBJECTIVES, { help: "what a trial is judged by" }),
  goal: optional(
    choice(["minimise", "maximise"], {
      help: "whether less is better; without it, less of a loss and more of an accuracy",
    }),
  ),
};

function parseObjective(value: unknown, where: string): Objective {
  const given = parseFields(fields, typeof value === "string" ? { metric: value } : value, where);
  return {
    metric: given.metric,
    goal: given.goal ?? (given.metric.endsWith("accuracy") ? "maximise" : "minimise"),
  };
}

/** One objective, or several: a metric's name, or `{ "metric": …, "goal": … }`, or a list of these. */
export const objectiveField: Field<readonly Objective[]> = {
  help: "what is made better: a metric, or several",
  schema: {
    description: "what is made better: a metric, or several",
    anyOf: [
      { $ref: "#/definitions/objective" },
      { type: "array", items: { $ref: "#/definitions/objective" }, minItems: 1 },
    ],
  },
  parse(value, where) {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    const objectives = list.map((one, i) => parseObjective(one, list.length > 1 ? `${where}[${i}]` : where));
    const metrics = new Set(objectives.map(({ metric }) => metric));
    if (objectives.length > 0 && metrics.size === objectives.length) return objectives;
    throw new ChainruleError("E_FIELD", {
      where,
      expected: "at least one metric, and each once",
      got: display(value),
      remedy: `There are: ${OBJECTIVES.join(", ")}.`,
    });
  },
};

export const objectiveSchema = () => ({ anyOf: [{ enum: OBJECTIVES }, fieldsSchema(fields)] });

/** Values turned so that less is always better: what samplers and pruners compare. */
export const lossesOf = (values: readonly number[], goals: readonly Goal[]): readonly number[] =>
  values.map((value, i) => (goals[i] === "maximise" ? -value : value));

/** Whether a trial came to its end with a result. */
export const isDone = (trial: Trial): trial is Trial & { readonly objectives: readonly number[] } =>
  trial.state === "done";

/** Errors    E_FIELD for a metric that training with this data will not have */
export function checkObjectives(objectives: readonly Objective[], data: TrainTest, where: string): void {
  const has = { test: data.test !== undefined, classes: isClassification(data.train) };
  for (const { metric } of objectives) if (metric !== "parameters") checkMetric(metric, has, where);
}
