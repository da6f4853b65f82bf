const at = (file, breaks, text, fault) => ({ file: `src/metrics/${file}`, breaks, text, fault });

export default [
  at(
    "roc.ts",
    "ties of the area under the ROC curve count for the class",
    "((falsePositives[i] - wrongly) * (truePositives[i] + taken)) / 2",
    "(falsePositives[i] - wrongly) * truePositives[i]",
  ),
  at(
    "precision-recall.ts",
    "average precision takes the precision at the threshold before",
    "(found * taken) / (taken + falsePositives[i])",
    "(found * taken) / (taken + (i === 0 ? 0 : falsePositives[i - 1]))",
  ),
  at(
    "calibration.ts",
    "a probability on the edge of two bins goes to the upper one",
    "let b = 0;\n    while (p > (b + 1) / BINS) b += 1;",
    "const b = Math.min(BINS - 1, Math.floor(p * BINS));",
  ),
  at(
    "calibration.ts",
    "every bin counts the same, whatever its samples",
    "total + Math.abs(hits - sum), 0) / size",
    "total + Math.abs(hits - sum), 0) / BINS",
  ),
  at(
    "classification.ts",
    "macro F1 is made of the mean precision and recall, not the mean of F1",
    "f1: mean((c) => c.f1)",
    "f1: ratio(2 * mean((c) => c.precision) * mean((c) => c.recall), mean((c) => c.precision) + mean((c) => c.recall))",
  ),
  at(
    "confusion.ts",
    "predicted and actual swapped",
    "counts[actual[i]][predicted[i]]",
    "counts[predicted[i]][actual[i]]",
  ),
  at("log-loss.ts", "rows are not divided by their sum", "actual[i]]) / sum)", "actual[i]]))"),
  at(
    "top-k.ts",
    "of equal scores, the true class comes first",
    "!(c < actual[i] ? score < own : score <= own)",
    "!(score <= own)",
  ),
  at(
    "predicted-class.ts",
    "of equals the last",
    "y[start + j] > y[start + best]",
    "y[start + j] >= y[start + best]",
  ),
  {
    file: "src/train/evaluate.ts",
    breaks: "mean areas are divided by all classes, also those that have none",
    text: "ranking[of], 0) / ranked.length",
    fault: "ranking[of], 0) / rankings.length",
  },

  at(
    "log-loss.ts",
    "the true class is not kept from 0, so that one sure mistake makes it ∞",
    "total -= log(within(probabilities[i * classes + actual[i]]) / sum)",
    "total -= log(probabilities[i * classes + actual[i]] / sum)",
  ),
  at(
    "ranking.ts",
    "of samples with one score, each is a threshold of its own",
    "while (wrongly < negatives && rest",
    "if (wrongly < negatives && rest",
  ),
];
