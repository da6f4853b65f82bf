// The figures of the page with some of them measured anew. Each comparison is a run of its own, with all its peers, so it can be
// put in the place of an older one, if that was made on the same machine with the same version.
import { readFileSync } from "node:fs";
import { figures } from "./page.mjs";

const same = (a, b) => a.workload === b.workload && a.inference === b.inference && a.threads === b.threads;
const renewed = (before, after) =>
  before.map((comparison) => after.find((newer) => same(newer, comparison)) ?? comparison);

/** @param results of a run that measured only a part */
export function renewedFigures(results) {
  const before = JSON.parse(readFileSync(figures, "utf8"));
  for (const what of ["version", "machine", "rounds"])
    if (JSON.stringify(before[what]) !== JSON.stringify(results[what]))
      throw new Error(`The figures of the page are those of another ${what}: measure everything.`);
  return {
    ...before,
    date: results.date,
    training: renewed(before.training, results.training),
    prediction: renewed(before.prediction, results.prediction),
  };
}
