// What of the Experiments page is in the address: which experiment, its settings where they differ from the defaults, seed,
// size, and the twin. "id=spiral&seed=2&s.noise=0.3&twin=noise:0.9"
import type { Experiment } from "../../../../experiments/index.js";

export type SetValues = Readonly<Record<string, number | string>>;

export interface PageState {
  readonly id: string;
  /** Settings that are not as by default. */
  readonly set: SetValues;
  readonly full: boolean;
  /** Undefined: the experiment's own. */
  readonly seed?: number;
  /** The one setting that is different in the twin. */
  readonly twin?: { readonly name: string; readonly value: number | string };
}

/** A value as its setting has it: text that is no number stays text, so that it is refused with what it was. */
export function readValue({ settings }: Experiment, name: string, text: string): number | string {
  const isNumber = settings[name]?.kind === "number" && text.trim() !== "" && !Number.isNaN(Number(text));
  return isNumber ? Number(text) : text;
}

/** Settings that there are not are left out. */
export function readState(query: string, find: (id: string) => Experiment | undefined): PageState {
  const given = new URLSearchParams(query);
  const id = given.get("id") ?? "";
  const experiment = find(id);
  const set: Record<string, number | string> = {};
  if (experiment === undefined) return { id, set, full: false };
  for (const [key, text] of given) {
    const name = /^s\.(.+)$/.exec(key)?.[1];
    if (name !== undefined && Object.hasOwn(experiment.settings, name))
      set[name] = readValue(experiment, name, text);
  }
  const [, twinName, twinText] = /^([^:]+):(.*)$/.exec(given.get("twin") ?? "") ?? [];
  const twin =
    twinName !== undefined && Object.hasOwn(experiment.settings, twinName)
      ? { name: twinName, value: readValue(experiment, twinName, twinText) }
      : undefined;
  const seed = Number(given.get("seed") ?? Number.NaN);
  const full = given.get("full") === "1" && experiment.full !== undefined;
  return { id, set, full, ...(Number.isInteger(seed) && seed >= 0 && { seed }), ...(twin && { twin }) };
}

export function showState({ id, set, full, seed, twin }: PageState): string {
  const query = new URLSearchParams({ id });
  for (const [name, value] of Object.entries(set)) query.set(`s.${name}`, String(value));
  if (seed !== undefined) query.set("seed", String(seed));
  if (full) query.set("full", "1");
  if (twin !== undefined) query.set("twin", `${twin.name}:${twin.value}`);
  return query.toString();
}
