// A study as its journal tells it, ready to be drawn.
import {
  type Journal,
  lossesOf,
  parseJournal,
  parseStudy,
  Study,
  type StudyFile,
  type Trial,
} from "chainrule/tune";

export interface ReadStudy {
  readonly journal: Journal;
  readonly file: StudyFile;
  readonly study: Study;
  /** Trials that came to a result. */
  readonly done: readonly DoneTrial[];
}

export interface DoneTrial extends Trial {
  readonly objectives: readonly number[];
  /** The first objective, turned so that less is better. */
  readonly loss: number;
  /** From 0 for the worst to 1 for the best, by rank. */
  readonly standing: number;
}

/** Errors    E_FORMAT, E_FIELD */
export function readStudy(bytes: Uint8Array, name: string): ReadStudy {
  const journal = parseJournal(bytes, name);
  const file = parseStudy(journal.head.study, name);
  const { space, objective, sampler, pruner, trials, seed } = file;
  const goals = objective.map(({ goal }) => goal);
  const study = new Study({ space, goals, sampler, pruner, trials, seed });
  for (const entry of journal.entries) study.replay(entry);
  const ended = study.trials.flatMap((trial) => {
    const { objectives } = trial;
    return trial.state === "done" && objectives !== undefined
      ? [{ ...trial, objectives, loss: lossesOf(objectives, goals)[0] }]
      : [];
  });
  const losses = ended.map(({ loss }) => loss).sort((a, b) => b - a);
  const last = Math.max(1, losses.length - 1);
  const done = ended.map((trial) => ({ ...trial, standing: losses.indexOf(trial.loss) / last }));
  return { journal, file, study, done };
}

/** The last words of a path: "learningRate" of "optimizer.learningRate"; the whole where another parameter ends alike. */
export function shortName(name: string, names: readonly string[]): string {
  const short = name.split(".").at(-1)!;
  return names.some((other) => other !== name && other.split(".").at(-1) === short) ? name : short;
}
