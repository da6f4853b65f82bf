import { display } from "../core/errors.js";
import type { StudyFile } from "./study-file.js";

/** A study with the recipe that it is about. */
interface Terms {
  readonly study: StudyFile;
  readonly recipe: Record<string, unknown>;
}

/** What is other in a study than when it was begun, one line for each place: `space.units.high: 64, now 128`. What may
 *  change while it goes on, such as the number of trials, is left out. */
export const studyDifferences = (before: Terms, after: Terms): string[] =>
  differences(comparable(before), comparable(after));

function comparable({ study, recipe }: Terms): unknown {
  const { title: _, about: _about, trials: _trials, timeout: _timeout, patience: _patience, ...rest } = study;
  const space = Object.fromEntries(rest.space.map(({ name, ...parameter }) => [name, parameter]));
  return { ...rest, space, recipe, set: undefined };
}

function differences(before: unknown, after: unknown, place = ""): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      differences(before[name], after[name], place === "" ? name : `${place}.${name}`),
    );
  }
  const show = (value: unknown) => (value === undefined ? "absent" : display(value));
  return [`${place}: ${show(before)}, now ${show(after)}`];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
