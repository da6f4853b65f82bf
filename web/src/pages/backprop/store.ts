// What the page shows: the task, how far it has been worked, and what is looked at.
import { batch, computed, effect, signal } from "@preact/signals";
import { route, setQuery } from "../../app/router.ts";
import { type HandTask, readTask, showTask } from "../../config/hand-task.ts";
import { example, type Reading } from "./task.ts";
import { type Phase, train, type Work, workOut } from "./work.ts";

export const reading = signal<Reading>("shared");
export const task = signal<HandTask>(example("shared"));
/** Whose numbers are shown; undefined until they are there. */
export const work = signal<Work | undefined>(undefined);
/** How many operations have been done. */
export const done = signal(0);
/** How many updates lie behind. */
export const iteration = signal(0);
export const quiz = signal(false);
/** The place that an erratum points at. */
export const pointed = signal<string | undefined>(undefined);

export const operations = computed(() => work.value?.operations ?? []);
/** The one that was done last. */
export const latest = computed(() => operations.value[done.value - 1]);
/** The one that comes next. */
export const next = computed(() => operations.value[done.value]);

/** Works out whatever the task is changed to. @returns how to stop */
export function follow(): () => void {
  let revision = 0;
  return effect(() => {
    const wanted = task.value;
    revision += 1;
    const mine = revision;
    void workOut(wanted).then((made) => {
      if (mine === revision) work.value = made;
    });
  });
}

const isExample = (one: HandTask, which: Reading): boolean => showTask(one) === showTask(example(which));

/** Takes the task that the address has; and writes there every other. @returns how to stop */
export function syncAddress(): () => void {
  const taken = effect(() => {
    const query = new URLSearchParams(route.value.query);
    const wanted = query.get("reading") === "stated" ? "stated" : "shared";
    const own = readTask(query);
    const next = own ?? example(wanted);
    if (showTask(next) === showTask(task.peek())) return;
    batch(() => {
      if (own === undefined) reading.value = wanted;
      task.value = next;
      done.value = 0;
      iteration.value = 0;
    });
  });
  const written = effect(() => {
    const now = task.value;
    const which = reading.value;
    const query = isExample(now, which) ? (which === "shared" ? "" : "reading=stated") : showTask(now);
    setQuery(query, { replace: true });
  });
  return () => {
    taken();
    written();
  };
}

export function chooseReading(which: Reading): void {
  batch(() => {
    reading.value = which;
    task.value = example(which);
    iteration.value = 0;
    pointed.value = undefined;
  });
}

/** What is shown stays worked out as far as it was. */
export const edit = (change: Partial<HandTask>): void => {
  batch(() => {
    task.value = { ...task.value, ...change };
    pointed.value = undefined;
  });
};

export function advance(by: number): void {
  batch(() => {
    pointed.value = undefined;
    done.value = Math.max(0, Math.min(operations.value.length, done.value + by));
  });
}

/** The first of a phase, in all operations. */
export const startOf = (phase: Phase): number => operations.value.findIndex((one) => one.phase === phase);

/** One operation of a phase: its next, once all before are done. */
export function advanceIn(phase: Phase): void {
  if (next.value?.phase === phase) advance(1);
  else if (done.value < startOf(phase)) goTo(startOf(phase) + 1);
}

export const goTo = (place: number): void => advance(place - done.value);

/** The updated weights become the weights, and all begins again. */
export function takeUpdate(): void {
  const { after } = work.value!;
  batch(() => {
    edit({ parameters: after });
    iteration.value += 1;
    done.value = 0;
  });
}

export async function takeSteps(steps: number): Promise<void> {
  const trained = await train(task.value, steps);
  batch(() => {
    edit({ parameters: trained.parameters });
    iteration.value += steps;
    done.value = 0;
  });
}

/** Shows the place of the document's example that an erratum is about. */
export function showPlace(plain: string): void {
  batch(() => {
    if (!isExample(task.value, reading.value)) chooseReading("shared");
    const at = operations.value.findIndex(({ step }) => step[0].plain === plain);
    done.value = at + 1;
    pointed.value = plain;
  });
}

export const restart = (): void => goTo(0);
