// chainrule/node: what needs a disk, beside the pure library. Data by name or path, and runs that survive a crash.
export { writeAtomically } from "./atomic-write.js";
export * from "./data.js";
export type { LoggedEvent } from "./event-log.js";
export { isRunInUse, NOTES, removeRun, renameRun, writeRunNotes } from "./manage-runs.js";
export {
  checkNewRun,
  createRun,
  type NewRun,
  nextRunFolder,
  openRun,
  type RunFolder,
} from "./run-folder.js";
export type { Stop } from "./stop-request.js";
export {
  createStudy,
  isStudy,
  type NewStudy,
  openStudy,
  readStudy,
  requestStop,
  type StudyFolder,
} from "./study-folder.js";
