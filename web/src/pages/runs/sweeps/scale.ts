// Where a parameter's values stand on an axis: by their size, by its logarithm, or one beside the other.

import type { Json, Parameter } from "chainrule/tune";
import { scaleLinear, scaleLog, scalePoint } from "d3-scale";
import { logTicks } from "../../../charts/log-ticks.ts";
import { fixed } from "../numbers.ts";

export interface ParameterScale {
  /** In pixels; undefined where the parameter is absent. */
  place(value: Json | undefined): number | undefined;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

export function parameterScale(
  parameter: Parameter,
  range: readonly [number, number],
  count = 5,
): ParameterScale {
  if (parameter.kind === "choice") {
    const texts = parameter.options.map(textOf);
    const scale = scalePoint(texts, range).padding(0.5);
    return {
      place: (value) => (value === undefined ? undefined : scale(textOf(value))),
      ticks: texts.map((text) => ({ at: scale(text)!, text })),
    };
  }
  const { kind, low, high } = parameter;
  const isLog = kind === "logFloat" || kind === "logInt";
  const scale = (isLog ? scaleLog() : scaleLinear()).domain([low, high]).range(range);
  const ticks = isLog ? logTicks(scale.ticks(), count) : scale.ticks(count);
  const isWhole = kind === "int" || kind === "logInt";
  return {
    place: (value) => (typeof value === "number" ? scale(value) : undefined),
    ticks: ticks
      .filter((tick) => !isWhole || Number.isInteger(tick))
      .map((tick) => ({ at: scale(tick), text: fixed(tick) })),
  };
}

/** A value as a text. */
export const textOf = (value: Json): string =>
  typeof value === "string" ? value : typeof value === "number" ? fixed(value) : JSON.stringify(value);
