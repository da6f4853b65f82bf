// Keeps a training of another page among the runs, as a run of the command line would be, to be compared with others.
import { parseRecipe, rateAt, type Spec, version } from "chainrule";
import { hrefOf } from "../../app/router.ts";
import { showToast } from "../../app/toasts.tsx";
import { t } from "../../i18n/index.ts";
import type { Saved, Scores } from "../../protocol/messages.ts";
import { type KeptRun, keepRun, keptRuns } from "./kept.ts";

/** So many trainings are kept at most. */
export const MOST_KEPT = 50;

/** A training as its page knows it. */
export interface Training {
  readonly page: "playground" | "digits";
  /** When it began, in milliseconds since 1970: tells it from others of its page. */
  readonly began: number;
  readonly recipe: object;
  readonly epochs: readonly EpochRow[];
  readonly stepsPerEpoch: number;
  /** Whether it has come to the end that was set for it. */
  readonly done: boolean;
  readonly saved: Saved;
  /** Where it goes on, as "#/playground?layers=8tanh"; of the run by this id. */
  address(id: string): string;
  /** What one should know of it, besides the recipe. */
  readonly notes: readonly string[];
}

export interface EpochRow {
  readonly epoch: number;
  readonly time: number | undefined;
  readonly train: Scores;
  readonly test: Scores;
}

/** @param accuracy NaN where there are no classes */
export const scores = (loss: number, accuracy: number): Scores => ({
  loss,
  ...(!Number.isNaN(accuracy) && { accuracy }),
});

/** A training that is kept again takes the place of what it was, under the name that it has by now. */
export async function keepTraining(training: Training): Promise<void> {
  const id = `page:${training.page}:${training.began}`;
  const kept = (await keptRuns()).filter((run) => run.id.startsWith("page:"));
  const before = kept.find((run) => run.id === id);
  if (before === undefined && kept.length >= MOST_KEPT) {
    const action = { label: t("keep.look"), run: () => goTo() };
    showToast({ text: t("keep.full", { n: MOST_KEPT }), action });
    return;
  }
  const name = before?.name ?? freeName(training.page, kept);
  const run: KeptRun = {
    ...runOf(training),
    id,
    name,
    address: training.address(id),
    ...(before?.notes && { notes: before.notes }),
  };
  try {
    await keepRun(run);
  } catch {
    showToast({ text: t("keep.noRoom") });
    return;
  }
  showToast({ text: t("keep.kept", { name }), action: { label: t("keep.look"), run: () => goTo(id) } });
}

const goTo = (id?: string): void => {
  location.hash = hrefOf("runs", id === undefined ? "" : new URLSearchParams({ run: id }).toString());
};

/** "playground-1", or the next that is free. */
function freeName(page: string, kept: readonly KeptRun[]): string {
  const names = new Set(kept.map(({ name }) => name));
  let n = 1;
  while (names.has(`${page}-${n}`)) n++;
  return `${page}-${n}`;
}

function runOf(training: Training): Omit<KeptRun, "id" | "name" | "address"> {
  const { recipe, saved, notes, began } = training;
  const config = parseRecipe(recipe, "recipe");
  return {
    record: {
      format: "chainrule-run",
      ...{ version, config, seed: config.seed },
      data: { spec: config.data, digest: saved.dataDigest },
      created: new Date(began).toISOString(),
    },
    events: eventsOf(training, config.optimizer.learningRate as Spec, config.epochs),
    model: saved.model,
    ...(notes.length > 0 && { notes: notes.join("\n") }),
  };
}

/** The lines that the command line would have written: of each epoch, how it stood at its end. */
function eventsOf(training: Training, learningRate: Spec, epochs: number): string {
  const { began, stepsPerEpoch, saved, done } = training;
  const steps = epochs * stepsPerEpoch;
  const rows = training.epochs.filter(({ epoch }) => epoch > 0 && epoch <= saved.epoch);
  const at = (time: number | undefined) => time && { time: new Date(time).toISOString() };
  const events = [
    { type: "run-start", epochs, stepsPerEpoch, ...at(began) },
    ...rows.map(({ epoch, time, train, test }) => {
      const step = epoch * stepsPerEpoch;
      const rate = rateAt(learningRate, { step: step - 1, epoch: epoch - 1, steps });
      return { type: "epoch", epoch, step, learningRate: rate, train, test, ...at(time) };
    }),
    {
      ...{ type: "run-end", reason: done ? "done" : "stopped" },
      ...{ epoch: saved.epoch, step: saved.epoch * stepsPerEpoch, ...at(rows.at(-1)?.time) },
    },
  ];
  return events.map((event) => `${JSON.stringify(event)}\n`).join("");
}
