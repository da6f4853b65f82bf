import type { Model } from "chainrule";
import { chart } from "./charts.js";
import type { ExperimentEvent } from "./experiment.js";
import type { Text } from "./text.js";

/** The filters of a model's first layer as numbers: a copy, for the model's memory may move. */
export const filtersOf = (model: Model): number[] => Array.from(model.parameters[0].value);

/** The filters of a model's first layer as pictures. */
export function filterChart(id: string, title: Text, model: Model): ExperimentEvent {
  const [filters, , height, width] = model.parameters[0].shape;
  const values = filtersOf(model);
  const area = height * width;
  return chart({
    id,
    kind: "images",
    scale: "diverging",
    title,
    items: Array.from({ length: filters }, (_, f) => ({
      caption: String(f + 1),
      width,
      height,
      values: values.slice(f * area, (f + 1) * area),
    })),
  });
}
