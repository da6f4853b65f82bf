const at = (file, breaks, text, fault) => ({ file: `src/schedules/${file}`, breaks, text, fault });

export default [
  at("step.ts", "falls one epoch early", "Math.floor(epoch / every)", "Math.floor((epoch + 1) / every)"),
  at("cosine.ts", "comes to its end one step early", "Math.max(1, steps)", "Math.max(1, steps - 1)"),
  at("one-cycle.ts", "has its top one step late", "pctStart * steps - 1", "pctStart * steps"),
  at("warmup.ts", "begins with a rate of 0", "(moment.step + 1) / steps", "moment.step / steps"),
  at("piecewise.ts", "each rate lasts one epoch longer", "if (epoch < end)", "if (epoch <= end)"),
  at(
    "plateau.ts",
    "waits one epoch less than it was told to",
    "waited <= spec.patience",
    "waited < spec.patience",
  ),
  at(
    "plateau.ts",
    "epochs of the cooldown count all the same",
    "better || cooldown > 0 ? 0 : bad + 1",
    "better ? 0 : bad + 1",
  ),
  at(
    "plateau.ts",
    "a threshold on an accuracy lies below the best instead of above",
    "1 - spec.threshold : 1 + spec.threshold",
    "1 - spec.threshold : 1 - spec.threshold",
  ),

  at(
    "plateau.ts",
    "a reduction goes below the least rate",
    "Math.max(rate * spec.factor, spec.minLr)",
    "rate * spec.factor",
  ),
  at(
    "plateau.ts",
    "a warm-up to a schedule that goes by a metric never reduces",
    '  if (kind === "warmup") return plateauIn(fields.to as Spec);\n',
    "",
  ),
];
