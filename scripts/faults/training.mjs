const at = (file, breaks, text, fault) => ({ file: `src/${file}`, breaks, text, fault });

export default [
  at(
    "data/batches.ts",
    "the last, partial batch of an epoch is dropped",
    "Math.ceil(size / batchSize)",
    "Math.floor(size / batchSize)",
  ),
  at(
    "data/batches.ts",
    "one-hot rows keep the ones of the batch before",
    "  if (indices && width > 1) to.data.fill(0, 0, rows * width);\n",
    "",
  ),
  at("train/train.ts", "every epoch has the same order", '"shuffle", epoch)', '"shuffle")'),
  at(
    "train/train.ts",
    "with class weights, an epoch tells the sum of weighted losses for their mean",
    "total === rows ? sum : meanOf(sum, total) * rows",
    "sum",
  ),
  at("train/train.ts", "a loss of ∞ does not end the run", "!Number.isFinite(sum)", "Number.isNaN(sum)"),
  at(
    "train/train.ts",
    "early stopping waits one epoch longer",
    "(progress?.bad ?? 0) >= earlyStopping.patience",
    "(progress?.bad ?? 0) > earlyStopping.patience",
  ),
  at(
    "train/early-stopping.ts",
    "minDelta makes it easier to be better",
    "best! - minDelta : best! + minDelta",
    "best! + minDelta : best! - minDelta",
  ),
  at(
    "train/evaluate.ts",
    "evaluates as in training: dropout and batch statistics",
    "network.forward(rows, false, true)",
    "network.forward(rows, true, true)",
  ),
  at(
    "train/evaluate.ts",
    "the mean loss takes the last chunk for a whole one",
    "weigh?.(spec, targets.data, rows, outputSize) ?? rows",
    "weigh?.(spec, targets.data, rows, outputSize) ?? Math.min(CHUNK, data.size)",
  ),
  at(
    "train/score.ts",
    "logits of one output are held against ½, as if they were probabilities",
    "start, columns, 0)",
    "start, columns, 0.5)",
  ),
  at(
    "train/checkpoint.ts",
    "the steps of the optimizer are not restored: Adam's corrections begin again",
    "Number(metadata.optimizerSteps) || 0",
    "0",
  ),
  at(
    "train/checkpoint.ts",
    "every layer's stream goes on from the first one's state",
    "stream.state = states[i]",
    "stream.state = states[0]",
  ),
  at(
    "train/cross-validate.ts",
    "the spread is that of all there is, not of a sample",
    "squares / (n - 1)",
    "squares / n",
  ),
  at(
    "model/network.ts",
    "going back to the best weights leaves the running statistics as they are",
    "return [this.values, ...this.buffers.map(({ value }) => value)];",
    "return [this.values];",
  ),
  at(
    "model/network.ts",
    "what lies behind a frozen parameter is moved with what lies before it",
    "      last.start + last.length === start &&\n",
    "",
  ),
  at(
    "model/model.ts",
    "predicts as in training",
    "network.forward(rows, false, true)",
    "network.forward(rows, true, true)",
  ),

  at(
    "train/train.ts",
    "an epoch tells the learning rate of the step after it",
    "optimizer.rate({ step: step - 1, epoch, steps, plateau })",
    "optimizer.rate({ step, epoch, steps, plateau })",
  ),
  at(
    "train/train.ts",
    "best weights of the run before come back at the end of this one",
    "  if (progress === undefined) network.best = undefined;\n",
    "",
  ),
  at(
    "train/evaluate.ts",
    "answers are compared with targets that the loss has already weighed",
    "    visit(from, rows); // before the loss weighs the targets\n    const { logits, targets, dlogits, outputSize } = network;\n    total += definition.weigh?.(spec, targets.data, rows, outputSize) ?? rows;\n",
    "    const { logits, targets, dlogits, outputSize } = network;\n    total += definition.weigh?.(spec, targets.data, rows, outputSize) ?? rows;\n    visit(from, rows);\n",
  ),
  at(
    "model/model.ts",
    "after a loss, predict still gives logits",
    "    this.output = definition.output;\n",
    "",
  ),
  at(
    "model/network.ts",
    "all parameters start from the same draws",
    'new Rng(seed, "init", index)',
    'new Rng(seed, "init")',
  ),
  at(
    "model/network.ts",
    "all layers that draw anything draw the same",
    "new Rng(seed, random, i)",
    "new Rng(seed, random)",
  ),
  at(
    "train/checkpoint.ts",
    "a model with other weights is resumed by mere seed: the network is not compared",
    '  requireSame("network", metadata.spec, JSON.stringify(model.spec), where);\n',
    "",
  ),
  at(
    "train/cross-validate.ts",
    "a fold is tested on what it was trained on",
    "test: score(model, testSet, options.loss)",
    "test: score(model, trainSet, options.loss)",
  ),
];
