// Faults such as are made: in `file`, `text`, which stands there exactly once, becomes `fault`, and that `breaks`
// something. scripts/mutate.mjs puts them in, one at a time, and sees whether a test fails; test/faults.test.ts sees that
// each still fits the sources of today.
import assembly from "./assembly.mjs";
import data from "./data.mjs";
import format from "./format.mjs";
import layers from "./layers.mjs";
import losses from "./losses.mjs";
import metrics from "./metrics.mjs";
import optimizers from "./optimizers.mjs";
import reference from "./reference.mjs";
import schedules from "./schedules.mjs";
import training from "./training.mjs";
import tune from "./tune.mjs";

const areas = {
  layers,
  losses,
  "reference kernels": reference,
  "optimizers and limits": optimizers,
  schedules,
  metrics,
  "training and model": training,
  tuning: tune,
  "data and random numbers": data,
  files: format,
  "WebAssembly kernels": assembly,
};

export const faults = Object.entries(areas).flatMap(([area, list]) =>
  list.map((fault) => ({ area, ...fault })),
);

/** The source with the fault put in.
 *  Errors    the text is not there, or more than once */
export function withFault({ file, text, fault }, source) {
  const places = source.split(text);
  if (places.length !== 2) {
    throw new Error(
      `${file} has ${places.length - 1} times, instead of once:\n${text}\nBring scripts/faults/ up to date with it.`,
    );
  }
  return places.join(fault);
}
