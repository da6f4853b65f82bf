import { ChainruleError, version } from "chainrule";
import { createStudy, isStudy, type LoadedData, openStudy, type StudyFolder } from "chainrule/node";
import { parseStudy, Study, type StudyFile, type StudyPlan, studyDifferences } from "chainrule/tune";
import { note } from "../terminal.js";
import type { FoundStudy } from "./study-source.js";

/** What a study file asks for, without what its trials compute. */
export const planOf = ({ space, objective, sampler, pruner, trials, seed }: StudyFile): StudyPlan => ({
  ...{ space, sampler, pruner, trials, seed },
  goals: objective.map(({ goal }) => goal),
});

/** A study with its folder, into which it writes all that happens. */
export interface OpenStudy {
  readonly folder: StudyFolder;
  readonly study: Study;
}

/** Begins a study in its folder.
 *  Errors    E_RUN the folder holds something; E_IO */
export function beginStudy(found: FoundStudy, data: LoadedData, dir: string): OpenStudy {
  const { json, base, study } = found;
  const folder = createStudy(dir, {
    version,
    study: json,
    recipe: base,
    data: { spec: base.data as string, digest: data.digest },
  });
  return { folder, study: new Study(planOf(study), (entry) => folder.append(entry)) };
}

/** Goes on with a study; where there is none yet, begins it.
 *  Errors    E_RUN it is another study, or in use; E_FORMAT its journal is damaged; E_IO */
export function resumeStudy(found: FoundStudy, data: LoadedData, dir: string): OpenStudy {
  if (!isStudy(dir)) return beginStudy(found, data, dir);
  const folder = openStudy(dir);
  try {
    const { head, entries, cut } = folder.journal;
    const before = parseStudy(head.study, `study in ${dir}`);
    requireSame(
      [
        ...studyDifferences(
          { study: before, recipe: head.recipe },
          { study: found.study, recipe: found.base },
        ),
        ...(head.data.digest === data.digest
          ? []
          : [`data: SHA-256 ${head.data.digest.slice(0, 12)}…, now ${data.digest.slice(0, 12)}…`]),
      ],
      dir,
    );
    if (cut) note(`The last line of the journal was cut short, and does not count: ${dir}`);
    const study = new Study(planOf(found.study), (entry) => folder.append(entry));
    for (const entry of entries) study.replay(entry);
    return { folder, study };
  } catch (error) {
    folder.close();
    throw error;
  }
}

function requireSame(other: readonly string[], dir: string): void {
  if (other.length === 0) return;
  throw new ChainruleError("E_RUN", {
    where: dir,
    expected: "the study that was begun there",
    got: `another: ${other.join("; ")}`,
    remedy: "Put the study file back as it was, or begin a new study with --out.",
  });
}
