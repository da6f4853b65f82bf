// What the Experiments page shows: the state in the address, the run, and the run of its twin.

import { computed } from "@preact/signals";
import { ChainruleError } from "chainrule";
import { checkSettings, type Experiment, experiments } from "../../../../experiments/index.js";
import { route, setQuery } from "../../app/router.ts";
import type { ExperimentSetup } from "../../protocol/experiment.ts";
import { type PageState, readState, type SetValues, showState } from "./address.ts";
import { Runner } from "./runner.ts";

export const find = (id: string): Experiment | undefined =>
  experiments.find((experiment) => experiment.id === id);

export const state = computed(() => readState(route.value.query, find));
export const current = computed(() => find(state.value.id));

export const run = new Runner();
export const twinRun = new Runner();

/** Changes what the address says; what differs in nothing from the defaults is left out. */
export function change(to: Partial<PageState>): void {
  const next = { ...state.value, ...to };
  const experiment = find(next.id)!;
  const usual = usualOf(experiment, next.full);
  const set = Object.fromEntries(Object.entries(next.set).filter(([name, value]) => value !== usual[name]));
  setQuery(showState({ ...next, set }), { replace: true });
}

/** The settings without any that was changed. */
export const usualOf = (experiment: Experiment, full: boolean): SetValues =>
  checkSettings(experiment.settings, (full ? experiment.full?.settings : {}) as SetValues, experiment.id);

/** What all settings are set to now. */
export const values = computed((): SetValues => {
  const { set, full } = state.value;
  return current.value === undefined ? {} : { ...usualOf(current.value, full), ...set };
});

/** Why these settings cannot be run, if so: the error of the check that every run begins with. */
export const refusal = computed((): ChainruleError | undefined => {
  const { set, twin } = state.value;
  if (current.value === undefined) return undefined;
  const { settings, id } = current.value;
  try {
    checkSettings(settings, set, id);
    if (twin !== undefined) checkSettings(settings, { [twin.name]: twin.value }, id);
    return undefined;
  } catch (error) {
    if (error instanceof ChainruleError) return error;
    throw error;
  }
});

/** Runs what the address says, and its twin. */
export function start(): void {
  if (current.value === undefined || refusal.value !== undefined) return;
  const { id, set, full, seed, twin } = state.value;
  const setup: ExperimentSetup = { id, set, full, seed };
  run.start(setup);
  if (twin === undefined) twinRun.clear();
  else twinRun.start({ ...setup, set: { ...set, [twin.name]: twin.value } });
}

export function stop(): void {
  run.stop();
  twinRun.stop();
}

/** Leaves what was run: for another experiment, or another page. */
export function leave(): void {
  for (const one of [run, twinRun]) {
    one.close();
    one.clear();
  }
}
