const at = (file, breaks, text, fault) => ({ file: `src/tune/${file}`, breaks, text, fault });

export default [
  at("dimension.ts", "whole numbers at the ends are half as likely", "isWhole ? 0.5 : 0", "isWhole ? 0 : 0"),
  at(
    "space.ts",
    "a parameter is there when one of several conditions is met",
    "Object.entries(when).every(",
    "Object.entries(when).some(",
  ),
  at(
    "pareto.ts",
    "the worst comes first",
    "points[a][0] - points[b][0] || a - b",
    "points[b][0] - points[a][0] || a - b",
  ),
  at(
    "objective.ts",
    "more is taken for better where less is",
    'goals[i] === "maximise" ? -value : value',
    'goals[i] === "minimise" ? -value : value',
  ),
  at(
    "samplers/kernel.ts",
    "what is cut off at the ends is not made up for",
    "return share(...stretch) / kept",
    "return share(...stretch)",
  ),
  at("samplers/parzen.ts", "the oldest trials count most", "if (i >= old) return 1", "if (i < old) return 1"),
  at("samplers/tpe.ts", "takes the candidate that is most like the bad", "gain > most", "gain < most"),
  at(
    "samplers/tpe.ts",
    "learns nothing from trials that diverged",
    '?.reason === "diverged"',
    '?.reason === "memory"',
  ),
  at(
    "samplers/narrowing.ts",
    "narrows one round too early",
    "Math.floor((number - 1) / perRound)",
    "Math.floor((number - 1) / perRound) + 1",
  ),
  at("samplers/grid.ts", "leaves the first combination out", "points, number - 1)", "points, number)"),
  at(
    "pruners/median.ts",
    "gives up what is better than the median",
    "best > medianOf(theirs)",
    "best < medianOf(theirs)",
  ),
  at(
    "pruners/median.ts",
    "counts trials that are still running",
    'state !== "running"',
    'state !== "pruned"',
  ),
  at("pruners/asha.ts", "a rung is missed between whole epochs", "Math.ceil(rung) === step", "rung === step"),
  at(
    "pruners/asha.ts",
    "lets worse than the best share go on",
    "(theirs.length + 1) / reduction",
    "theirs.length + 1",
  ),
  at("study.ts", "a trial that failed is begun again once more", "const RETRIES = 2", "const RETRIES = 3"),
  at("study.ts", "reports of the attempt before stay", "one.step < step", "one.step !== step"),
  at(
    "journal.ts",
    "a whole journal counts as cut short",
    "cut: start < bytes.length",
    "cut: start <= bytes.length",
  ),
  at("difference.ts", "another seed is no difference", "trials: _trials,", "trials: _trials, seed: _seed,"),
];
