import { display } from "../core/errors.js";

/** What is other in `after` than in `before`, one line for each place: `space.units.high: 64, now 128`. */
export function differences(before: unknown, after: unknown, place = ""): string[] {
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
