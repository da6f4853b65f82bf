// chainrule/tune: the search for good settings. A study says what to try and is told what came of it.
export { studyDifferences } from "./difference.js";
export { type Importance, importanceOf, LEAST_TRIALS } from "./importance.js";
export { type Entry, type Journal, type JournalHead, parseJournal } from "./journal.js";
export {
  checkObjectives,
  type Goal,
  lossesOf,
  OBJECTIVES,
  type Objective,
  type ObjectiveMetric,
} from "./objective.js";
export { paretoFront } from "./pareto.js";
export { pruners } from "./pruners/index.js";
export { checkSpace, withValues } from "./recipe-space.js";
export { samplers } from "./samplers/index.js";
export {
  type Choice,
  type Condition,
  isActive,
  type Json,
  type Numeric,
  type Parameter,
  parseSpace,
  type Space,
  type Values,
} from "./space.js";
export { Study, type StudyPlan } from "./study.js";
export { parseStudy, type StudyFile, studySchema } from "./study-file.js";
export type { Cost, Failure, Outcome, Reason, Report, Trial } from "./trial.js";
