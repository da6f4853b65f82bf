import { readStudy } from "chainrule/node";
import { type Journal, parseStudy, Study, type StudyFile, withValues } from "chainrule/tune";
import { EXIT, type ExitCode, Failure } from "../errors.js";
import { out, print, printJson } from "../terminal.js";
import { planOf } from "../tune/open-study.js";
import { studyDocument, trialDocument } from "../tune/study-document.js";
import { bestText, countsText, trainCommandOf, trialsTable } from "../tune/study-text.js";
import { trialsCsv } from "../tune/trials-csv.js";

interface Read {
  readonly journal: Journal;
  readonly file: StudyFile;
  readonly study: Study;
}

/** A study as its journal has it; another process may be going on with it.
 *  Errors    E_RUN, E_FORMAT, E_IO */
function read(dir: string): Read {
  const journal = readStudy(dir);
  const file = parseStudy(journal.head.study, `study in ${dir}`);
  const study = new Study(planOf(file));
  for (const entry of journal.entries) study.replay(entry);
  return { journal, file, study };
}

interface Options {
  json?: boolean;
}

/** `chainrule tune show`, `best` and `export`. Each returns what to exit with. */
export const studyCommands = {
  show(dir: string, { json }: Options): ExitCode {
    const { journal, file, study } = read(dir);
    if (json) {
      const { version, created, data } = journal.head;
      const about = { ...studyDocument(dir, study, file), version, created, data, cut: journal.cut };
      printJson({ ...about, all: study.trials.map(trialDocument) });
    } else {
      print(`${bestText(study, file)}\n\n${trialsTable(study, file)}\n\n${out.dim(countsText(study))}`);
      if (journal.cut) print(out.dim("The last line of the journal was cut short, and does not count."));
    }
    return EXIT.done;
  },

  best(dir: string, { json }: Options): ExitCode {
    const { journal, file, study } = read(dir);
    const { best } = study;
    if (best === undefined) throw new Failure(new Error("No trial of this study is done yet."), EXIT.failed);
    if (json) {
      const recipe = withValues(journal.head.recipe, best.values, "values");
      printJson({ ...trialDocument(best), recipe });
    } else {
      const command = trainCommandOf(file, best);
      print(bestText(study, file));
      if (command !== undefined) print(`\n${out.dim("To train with these values:")}\n  ${command}`);
    }
    return EXIT.done;
  },

  export(dir: string, { json }: Options): ExitCode {
    const { file, study } = read(dir);
    if (json) printJson(study.trials.map(trialDocument));
    else process.stdout.write(trialsCsv(study.trials, file));
    return EXIT.done;
  },
};
