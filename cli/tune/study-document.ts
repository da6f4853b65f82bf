import type { Study, StudyFile, Trial } from "chainrule/tune";
import { countsOf } from "./study-text.js";

/** A trial as `--json` has it. */
export const trialDocument = ({ number, state, values, objectives, failures, reports, cost }: Trial) => ({
  ...{ number, state, values },
  ...(objectives && { objectives }),
  ...(failures.length > 0 && { failures }),
  reports,
  ...(cost && { cost }),
});

/** A study as `--json` has it, but for its trials. */
export const studyDocument = (dir: string, study: Study, { objective }: StudyFile) => ({
  study: dir,
  objective,
  wanted: study.wanted,
  trials: countsOf(study),
  ...(study.best && { best: trialDocument(study.best) }),
  ...(objective.length > 1 && { front: study.front.map(trialDocument) }),
});
