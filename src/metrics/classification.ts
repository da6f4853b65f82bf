import type { ConfusionMatrix } from "./confusion.js";

/** How one class fares against the rest. A ratio with nothing below the line is 0, as scikit-learn has it. */
export interface ClassReport {
  readonly class: string;
  /** Of those taken for this class, the share that are. */
  readonly precision: number;
  /** Of those in this class, the share that was found. */
  readonly recall: number;
  /** The harmonic mean of the two: 2·precision·recall/(precision + recall). */
  readonly f1: number;
  /** Samples of this class. */
  readonly support: number;
}

/** The plain mean over the classes, each counting the same. */
export type MacroReport = Omit<ClassReport, "class" | "support">;

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Precision, recall and F1 of each class, and their means.
 *  Source    van Rijsbergen, "Information Retrieval", 2nd ed. 1979, ch. 7 */
export function classificationReport(
  confusion: ConfusionMatrix,
  classes: readonly string[],
): { perClass: readonly ClassReport[]; macro: MacroReport } {
  const perClass = classes.map((name, c) => {
    const hits = confusion[c][c];
    const support = sum(confusion[c]);
    const precision = ratio(hits, sum(confusion.map((row) => row[c])));
    const recall = ratio(hits, support);
    return { class: name, precision, recall, f1: ratio(2 * precision * recall, precision + recall), support };
  });
  const mean = (of: (report: ClassReport) => number) => ratio(sum(perClass.map(of)), perClass.length);
  return {
    perClass,
    macro: { precision: mean((c) => c.precision), recall: mean((c) => c.recall), f1: mean((c) => c.f1) },
  };
}
