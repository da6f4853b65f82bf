// The runs of the page: those on this machine, through the server, and those that were dropped on it; their logs as far as they
// are shown. Only this file speaks to the server and to the storage about them.
import { batch, computed, effect, signal } from "@preact/signals";
import type { RunRecord } from "chainrule";
import { showToast } from "../../app/toasts.tsx";
import { MOST_LINES } from "../../charts/line-colours.ts";
import { t } from "../../i18n/index.ts";
import { Follower } from "../../server/follower.ts";
import { findServer, type Server } from "../../server/server.ts";
import type { RunEntry } from "../../server/types.ts";
import { forgetRun, type KeptRun, keepRun, keptRuns, modelOfKept } from "./kept.ts";
import { RunLog, type RunState } from "./run-log.ts";
import { changeView, view } from "./view.ts";

export interface RunItem {
  readonly id: string;
  readonly name: string;
  readonly record: RunRecord;
  readonly state: RunState;
  readonly notes: string;
  /** Its entry on this machine, or what the browser keeps of it. */
  readonly from: RunEntry | KeptRun;
}

/** Milliseconds between two looks at what runs there are. */
const REFRESH = 5_000;
/** Runs that are shown where none were chosen. */
const FIRST = 3;

export const server = signal<Server | undefined>(undefined);
/** Whether the first look is over. */
export const ready = signal(false);
const onMachine = signal<readonly RunEntry[]>([]);
const kept = signal<readonly KeptRun[]>([]);
/** Grows when any log does. */
export const told = signal(0);
const logs = new Map<string, RunLog>();

const MACHINE = "run:";
const isKept = (from: RunItem["from"]): from is KeptRun => "events" in from;

export const logOf = (id: string): RunLog | undefined => logs.get(id);

export const runs = computed<readonly RunItem[]>(() => [
  ...onMachine.value.map((from) => ({
    id: MACHINE + from.name,
    ...{ name: from.name, record: from.record, state: from.state, notes: from.notes ?? "", from },
  })),
  ...kept.value.map((from) => {
    const state = logs.get(from.id)?.reason ?? "interrupted";
    return { id: from.id, name: from.name, record: from.record, state, notes: from.notes ?? "", from };
  }),
]);

/** Those that are shown and there, in the order in which they were chosen. */
export const shownRuns = computed(() =>
  view.value.shown.flatMap((id) => runs.value.find((run) => run.id === id) ?? []),
);

/** Which of the colours each has, as long as it is shown. */
const slots = new Map<string, number>();
export function slotOf(id: string): number {
  for (const other of slots.keys()) if (!view.peek().shown.includes(other)) slots.delete(other);
  if (!slots.has(id)) {
    const taken = new Set(slots.values());
    slots.set(id, [...Array(MOST_LINES).keys()].find((slot) => !taken.has(slot)) ?? 0);
  }
  return slots.get(id)!;
}

/** Shows runs or hides them; no more than there are colours. */
export function show(ids: readonly string[], on: boolean): void {
  const { shown } = view.peek();
  const next = on ? [...new Set([...shown, ...ids])] : shown.filter((id) => !ids.includes(id));
  if (next.length > MOST_LINES) showToast({ text: t("runs.tooMany", { n: MOST_LINES }) });
  changeView({ shown: next.slice(0, MOST_LINES) });
}

const follower = new Follower({
  read: (id, from, signal) => server.peek()!.runEvents(id.slice(MACHINE.length), from, signal),
  take(id, { text }, afresh) {
    if (afresh) logs.set(id, new RunLog());
    if (text === "") return;
    logs.get(id)!.add(text);
    told.value++;
  },
  fail: (_, error) => complain(error),
});

// what is shown is read, and read on while it is written: asked again, too, when a run is gone on with
const wanted = computed(() =>
  shownRuns.value
    .filter(({ from }) => !isKept(from))
    .map(({ id, state }) => `${id}\n${state === "running"}`)
    .join("\t"),
);
const pageOpen = signal(false);
effect(() => {
  const ids =
    pageOpen.value && wanted.value !== "" ? wanted.value.split("\t").map((one) => one.split("\n")[0]) : [];
  if (server.value !== undefined) follower.follow(ids);
});

/** Looks for runs until the function that it returns is called. */
export function openRuns(): () => void {
  pageOpen.value = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  const look = async () => {
    server.value ??= await findServer();
    if (!document.hidden) await refresh();
    if (!ready.peek() && view.peek().shown.length === 0)
      changeView({
        shown: runs
          .peek()
          .slice(0, FIRST)
          .map(({ id }) => id),
      });
    ready.value = true;
    if (!closed && server.value !== undefined) timer = setTimeout(look, REFRESH);
  };
  void keptRuns().then(addKept).then(look);
  return () => {
    closed = true;
    clearTimeout(timer);
    pageOpen.value = false;
  };
}

async function refresh(): Promise<void> {
  try {
    const next = (await server.peek()?.runs()) ?? [];
    if (JSON.stringify(next) !== JSON.stringify(onMachine.peek())) onMachine.value = next;
  } catch (error) {
    complain(error);
  }
}

/** Takes runs in place of what was known by their ids. */
function addKept(found: readonly KeptRun[]): void {
  const ids = new Set(found.map(({ id }) => id));
  const others = kept.peek().filter(({ id }) => !ids.has(id));
  for (const { id, events } of found) {
    const log = new RunLog();
    log.add(events);
    logs.set(id, log);
  }
  batch(() => {
    kept.value = [...found, ...others].sort((a, b) => (a.record.created < b.record.created ? 1 : -1));
    told.value++;
  });
}

/** Takes runs that were dropped on the page, and shows them once they are kept: what is seen outlives the page. */
export async function addRuns(found: readonly KeptRun[]): Promise<void> {
  try {
    for (const run of found) await keepRun(run);
  } catch {
    showToast({ text: t("runs.notKept") });
  }
  addKept(found);
  show(
    found.map(({ id }) => id),
    true,
  );
}

/** Gives a run another name, or notes. Its place among those that are shown stays.
 *  @returns the run's id from now on, or undefined where it was refused, which a message tells */
export async function changeRun(
  { id, from }: RunItem,
  change: { name?: string; notes?: string },
): Promise<string | undefined> {
  try {
    if (isKept(from)) {
      const next = { ...from, ...change };
      await keepRun(next);
      kept.value = kept.peek().map((one) => (one.id === id ? next : one));
      return id;
    }
    const { name } = await server.peek()!.changeRun(from.name, change);
    const next = MACHINE + name;
    if (next !== id) {
      const log = logs.get(id);
      if (log !== undefined) logs.set(next, log);
      slots.set(next, slotOf(id));
      changeView({ shown: view.peek().shown.map((one) => (one === id ? next : one)) });
    }
    await refresh();
    return next;
  } catch (error) {
    complain(error);
    return undefined;
  }
}

export async function deleteRun({ id, from }: RunItem): Promise<void> {
  try {
    if (isKept(from)) {
      await forgetRun(id);
      kept.value = kept.peek().filter((one) => one.id !== id);
    } else {
      await server.peek()!.deleteRun(from.name);
      await refresh();
    }
    show([id], false);
  } catch (error) {
    complain(error);
  }
}

/** The model of a run as a file. Errors    as of the server */
export async function modelOf({ from }: RunItem): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (isKept(from)) return from.model;
  return from.hasModel ? await server.peek()!.runModel(from.name) : undefined;
}

export const hasModel = ({ from }: RunItem): boolean =>
  isKept(from) ? from.model !== undefined : from.hasModel;

/** Where the Digits page finds the model. */
export function modelAddress(run: RunItem): string | undefined {
  if (!hasModel(run)) return undefined;
  const { from } = run;
  return isKept(from) ? modelOfKept(from.id) : `/api/runs/${encodeURIComponent(from.name)}/model`;
}

/** The page that a run was kept on, as it was. */
export const pageAddress = ({ from }: RunItem): string | undefined =>
  isKept(from) ? from.address : undefined;

export const complain = (error: unknown): void => showToast({ text: (error as Error).message });
