// The studies of the page: those on this machine, followed while they are written, and those that were dropped on it.
import { computed, effect, signal } from "@preact/signals";
import { Follower } from "../../../server/follower.ts";
import { findServer, type Server } from "../../../server/server.ts";
import type { StudyEntry } from "../../../server/types.ts";
import type { FoundStudy } from "../folders.ts";
import { complain } from "../store.ts";
import { changeView, view } from "../view.ts";
import { GrowingStudy, type ReadStudy } from "./read-study.ts";

export interface StudyItem {
  readonly id: string;
  readonly name: string;
  readonly title?: string;
  readonly live: boolean;
}

const REFRESH = 5_000;
const MACHINE = "study:";

let server: Server | undefined;
const open = signal(false);
export const studiesReady = signal(false);
const onMachine = signal<readonly StudyEntry[]>([]);
const dropped = signal<readonly FoundStudy[]>([]);
/** The studies, as far as they are read, or what is wrong with them, by id. */
const journals = new Map<string, GrowingStudy | Error>();
/** Grows when any of them does. */
const told = signal(0);

export const studies = computed<readonly StudyItem[]>(() => [
  ...onMachine.value.map(({ name, title, live }) => ({ id: MACHINE + name, name, title, live })),
  ...dropped.value.map(({ name }) => ({ id: `dropped:${name}`, name, live: false })),
]);

/** The one that is shown: which the address names, or the youngest. */
export const chosen = computed(
  () => studies.value.find(({ id }) => id === view.value.study) ?? studies.value[0],
);

export const shown = computed<ReadStudy | Error | undefined>(() => {
  told.value;
  const study = journals.get(chosen.value?.id ?? "");
  return study instanceof Error ? study : study?.read();
});

/** @param lines of a journal, after those that came before, or in their place */
function put(id: string, name: string, lines: Uint8Array, afresh: boolean): void {
  const before = journals.get(id);
  const study = before instanceof GrowingStudy && !afresh ? before : new GrowingStudy(name);
  try {
    study.add(lines);
    journals.set(id, study);
  } catch (error) {
    journals.set(id, error as Error);
  }
  told.value++;
}

const follower = new Follower({
  read: (id, from, signal) => server!.journal(id.slice(MACHINE.length), from, signal),
  take(id, { text }, afresh) {
    if (text !== "") put(id, id.slice(MACHINE.length), new TextEncoder().encode(text), afresh);
  },
  fail: (_, error) => complain(error),
});

const followed = computed(() =>
  open.value && view.value.tab === "sweeps" && chosen.value?.id.startsWith(MACHINE)
    ? `${chosen.value.id}\n${chosen.value.live}`
    : "",
);
effect(() => {
  const id = followed.value.split("\n")[0];
  if (server !== undefined) follower.follow(id === "" ? [] : [id]);
});

/** What the processes on this machine have been asked to stop, until they have. */
const asked = signal<ReadonlySet<string>>(new Set());
const keyOf = (id: string, what: number | "study"): string => `${id}\n${what}`;
const setAsked = (keys: readonly string[]): void => {
  asked.value = new Set(keys);
};

/** Whether a trial has been asked to stop, or the study that it is of. */
export const isStopping = (id: string, what: number | "study"): boolean =>
  asked.value.has(keyOf(id, what)) || asked.value.has(keyOf(id, "study"));

/** Stops a trial, or all of a study; its journal tells when it has come about. */
export async function stop(id: string, what: number | "study"): Promise<void> {
  const key = keyOf(id, what);
  setAsked([...asked.peek(), key]);
  try {
    await server!.stopStudy(id.slice(MACHINE.length), what === "study" ? undefined : what);
  } catch (error) {
    setAsked([...asked.peek()].filter((other) => other !== key));
    complain(error);
  }
}

/** A study that goes on another day may be stopped again. */
function forgetEnded(now: readonly StudyEntry[]): void {
  const live = now.filter((study) => study.live).map(({ name }) => MACHINE + name);
  setAsked([...asked.peek()].filter((key) => live.includes(key.split("\n")[0])));
}

/** Looks for studies until the function that it returns is called. */
export function openStudies(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  const look = async () => {
    server ??= await findServer();
    try {
      const next = document.hidden ? onMachine.peek() : ((await server?.studies()) ?? []);
      if (JSON.stringify(next) !== JSON.stringify(onMachine.peek())) {
        onMachine.value = next;
        forgetEnded(next);
      }
    } catch (error) {
      complain(error);
    }
    studiesReady.value = true;
    if (closed) return;
    open.value = true;
    if (server !== undefined) timer = setTimeout(look, REFRESH);
  };
  void look();
  return () => {
    closed = true;
    clearTimeout(timer);
    open.value = false;
  };
}

export function addStudies(found: readonly FoundStudy[]): void {
  const names = new Set(found.map(({ name }) => name));
  dropped.value = [...found, ...dropped.peek().filter(({ name }) => !names.has(name))];
  for (const { name, journal } of found) put(`dropped:${name}`, name, journal, true);
  changeView({ tab: "sweeps", study: `dropped:${found[0].name}` });
}
