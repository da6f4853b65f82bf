// Chainrule: neural networks you can see through. The table of contents of the library.
export { ChainruleError, type ErrorCode } from "./core/errors.js";
export type { JsonSchema } from "./core/fields.js";
/** The package's own `exp`, `log`, `tanh` and their kin: the same bits in every engine. */
export * as elementary from "./core/math.js";
export type { Spec } from "./core/registry.js";
export { permutation, Rng, type Stream } from "./core/rng.js";
export type { Shape } from "./core/shape.js";
export { VERSION as version } from "./core/version.js";
export {
  type Augmentation,
  type Augmenter,
  type AugmentSpec,
  augmentation,
} from "./data/augment/augmenter.js";
export { augmentations } from "./data/augment/index.js";
export { checkDataset, type Dataset } from "./data/dataset.js";
export { type InitializerSpec, initializers } from "./initializers/index.js";
export type { Geometry } from "./kernels/spec.js";
export {
  avgPool2d,
  batchNorm,
  conv2d,
  dense,
  dropout,
  elu,
  flatten,
  gelu,
  globalAvgPool2d,
  layerNorm,
  layers,
  leakyRelu,
  linear,
  maxPool2d,
  relu,
  residual,
  sigmoid,
  softplus,
  step,
  tanh,
} from "./layers/index.js";
export { windowGeometry } from "./layers/window.js";
export {
  binaryCrossEntropy,
  halfSquaredError,
  type LossSpec,
  losses,
  meanSquaredError,
  softmaxCrossEntropy,
} from "./losses/index.js";
export type { OutputFunction } from "./losses/loss.js";
export {
  averagePrecision,
  type Calibration,
  type CalibrationBin,
  type ClassReport,
  type ConfusionMatrix,
  calibrationOf,
  classificationReport,
  confusionMatrix,
  logLoss,
  type PrecisionRecallPoint,
  precisionRecallCurve,
  type Ranking,
  type RocPoint,
  rankScores,
  rocAuc,
  rocCurve,
  thinCurve,
  topKAccuracy,
} from "./metrics/index.js";
export { type BuildOptions, build } from "./model/build.js";
export { type GradcheckOptions, type GradcheckResult, gradcheck } from "./model/gradcheck.js";
export { load } from "./model/load.js";
export { loadWeights } from "./model/load-weights.js";
export type { Inputs, Model, Parameter, Targets } from "./model/model.js";
export { weightsDigest } from "./model/model-file.js";
export { numericalGradient } from "./model/numerical-gradient.js";
export {
  gates,
  type Perceptron,
  type PerceptronOptions,
  type PerceptronTraining,
  perceptron,
  trainPerceptron,
} from "./model/perceptron.js";
export { type ModelPlan, type ModelSpec, planModel } from "./model/plan.js";
export { type LayerSummary, parameterCount, summarise } from "./model/summary.js";
export { type LayerTrace, trace } from "./model/trace.js";
export { type LayerStep, type StepTrace, traceStep } from "./model/trace-step.js";
export {
  adagrad,
  adam,
  adamw,
  momentum,
  nesterov,
  type Optimizer,
  optimizerFrom,
  optimizers,
  rmsprop,
  sgd,
} from "./optimizers/index.js";
export {
  constant,
  cosine,
  exponential,
  type LearningRate,
  type Moment,
  oneCycle,
  piecewise,
  rateAt,
  reduceOnPlateau,
  schedules,
  stepDecay,
  warmup,
} from "./schedules/index.js";
export { encodeCheckpoint, restoreCheckpoint } from "./train/checkpoint.js";
export type { ClassCurves, ClassEvaluation, ClassRanking, ScoreReport } from "./train/class-scores.js";
export {
  type CrossValidateOptions,
  type CrossValidationEvent,
  crossValidate,
  type Fold,
  type MeanScore,
  type Spread,
} from "./train/cross-validate.js";
export type { EarlyStopping, EarlyStoppingOptions } from "./train/early-stopping.js";
export {
  type EvaluateOptions,
  type Evaluation,
  evaluate,
} from "./train/evaluate.js";
export type {
  CheckpointEvent,
  Divergence,
  EpochEvent,
  EvalEvent,
  Position,
  RunEndEvent,
  RunStartEvent,
  Score,
  StepEvent,
  TrainEvent,
} from "./train/events.js";
export type { Limits } from "./train/limits.js";
export { parseRecipe, type Recipe, recipeSchema } from "./train/recipe.js";
export { setAtPath } from "./train/recipe-path.js";
export { parseRunRecord, type RunRecord } from "./train/record.js";
export type { RunStart } from "./train/start.js";
export { type TrainOptions, train } from "./train/train.js";
