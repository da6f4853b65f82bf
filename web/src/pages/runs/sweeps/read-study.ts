// A study as its journal tells it, ready to be drawn.
import {
  type Entry,
  type Journal,
  lossesOf,
  parseJournal,
  parseStudy,
  Study,
  type StudyFile,
  type StudyPlan,
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

/** A study whose journal comes piece by piece; what has come is not read again. */
export class GrowingStudy {
  readonly #name: string;
  /** The first line of the journal, with its end: what every piece is read by. */
  #head: Uint8Array = new Uint8Array(0);
  readonly #entries: Entry[] = [];
  #journal: Journal | undefined;
  #file: StudyFile | undefined;
  #study: Study | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  /** @param lines whole lines, the first piece with the head; of a journal that does not grow, all of it
   *  Errors    E_FORMAT, E_FIELD */
  add(lines: Uint8Array): void {
    const bytes = new Uint8Array(this.#head.length + lines.length);
    bytes.set(this.#head);
    bytes.set(lines, this.#head.length);
    const journal = parseJournal(bytes, this.#name);
    if (this.#study === undefined) {
      this.#file = parseStudy(journal.head.study, this.#name);
      this.#study = new Study(planOf(this.#file));
      this.#head = lines.slice(0, lines.indexOf(NEW_LINE) + 1);
    }
    for (const entry of journal.entries) {
      this.#study.replay(entry);
      this.#entries.push(entry);
    }
    this.#journal = { ...journal, entries: this.#entries };
  }

  /** As far as it has come; nothing before its first line. */
  read(): ReadStudy | undefined {
    const [journal, file, study] = [this.#journal, this.#file, this.#study];
    if (journal === undefined || file === undefined || study === undefined) return undefined;
    return { journal, file, study, done: doneOf(study, file) };
  }
}

const NEW_LINE = 0x0a;

const planOf = ({ space, objective, sampler, pruner, trials, seed }: StudyFile): StudyPlan => ({
  ...{ space, sampler, pruner, trials, seed },
  goals: objective.map(({ goal }) => goal),
});

function doneOf({ trials }: Study, { objective }: StudyFile): DoneTrial[] {
  const goals = objective.map(({ goal }) => goal);
  const ended = trials.flatMap((trial) => {
    const { objectives } = trial;
    return trial.state === "done" && objectives !== undefined
      ? [{ ...trial, objectives, loss: lossesOf(objectives, goals)[0] }]
      : [];
  });
  const losses = ended.map(({ loss }) => loss).sort((a, b) => b - a);
  const last = Math.max(1, losses.length - 1);
  return ended.map((trial) => ({ ...trial, standing: losses.indexOf(trial.loss) / last }));
}

/** The last words of a path: "learningRate" of "optimizer.learningRate"; the whole where another parameter ends alike. */
export function shortName(name: string, names: readonly string[]): string {
  const short = name.split(".").at(-1)!;
  return names.some((other) => other !== name && other.split(".").at(-1) === short) ? name : short;
}
