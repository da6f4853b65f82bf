// The experiments, in the order in which one would do them.
import { activations } from "./activations.js";
import { augmentation } from "./augmentation.js";
import { backpropByHand } from "./backprop-by-hand.js";
import { batchNorm } from "./batch-norm.js";
import { batchSize } from "./batch-size.js";
import { bayesianVsRandom } from "./bayesian-vs-random.js";
import { cnnFilters } from "./cnn-filters.js";
import { cnnMnist } from "./cnn-mnist.js";
import { dropout } from "./dropout.js";
import { dropoutMask } from "./dropout-mask.js";
import { errorSurface } from "./error-surface.js";
import { findTheBug } from "./find-the-bug.js";
import { gradientDescentPaths } from "./gradient-descent-paths.js";
import { hiddenSpace } from "./hidden-space.js";
import { hyperparameters } from "./hyperparameters.js";
import { im2col } from "./im2col.js";
import { iris } from "./iris.js";
import { learningRate } from "./learning-rate.js";
import type { Experiment } from "./lib/index.js";
import { linearVsNonlinear } from "./linear-vs-nonlinear.js";
import { losses } from "./losses.js";
import { lrSchedule } from "./lr-schedule.js";
import { mnistRelu } from "./mnist-relu.js";
import { mnistSigmoid } from "./mnist-sigmoid.js";
import { mnistWide } from "./mnist-wide.js";
import { moonsDepth } from "./moons-depth.js";
import { moonsHiddenUnits } from "./moons-hidden-units.js";
import { neuronAsLine } from "./neuron-as-line.js";
import { nineSteps } from "./nine-steps.js";
import { numericalVsAnalyticGradient } from "./numerical-vs-analytic-gradient.js";
import { optimizers } from "./optimizers.js";
import { overfitting } from "./overfitting.js";
import { perceptronLearning } from "./perceptron-learning.js";
import { randomSearchNarrowing } from "./random-search-narrowing.js";
import { reluDead } from "./relu-dead.js";
import { saddle } from "./saddle.js";
import { sigmoidVsRelu } from "./sigmoid-vs-relu.js";
import { softmaxOverflow } from "./softmax-overflow.js";
import { spiral } from "./spiral.js";
import { squaredFeatures } from "./squared-features.js";
import { transfer } from "./transfer.js";
import { vanishingGradients } from "./vanishing-gradients.js";
import { weightDecay } from "./weight-decay.js";
import { weightInit } from "./weight-init.js";
import { xorFromGates } from "./xor-from-gates.js";

export const experiments: readonly Experiment[] = [
  neuronAsLine,
  activations,
  xorFromGates,
  perceptronLearning,
  linearVsNonlinear,
  squaredFeatures,
  hiddenSpace,
  sigmoidVsRelu,
  spiral,
  moonsHiddenUnits,
  moonsDepth,
  backpropByHand,
  numericalVsAnalyticGradient,
  findTheBug,
  vanishingGradients,
  losses,
  softmaxOverflow,
  gradientDescentPaths,
  saddle,
  errorSurface,
  learningRate,
  batchSize,
  lrSchedule,
  optimizers,
  weightInit,
  reluDead,
  batchNorm,
  iris,
  mnistSigmoid,
  mnistWide,
  mnistRelu,
  nineSteps,
  overfitting,
  weightDecay,
  dropout,
  dropoutMask,
  augmentation,
  transfer,
  im2col,
  cnnFilters,
  cnnMnist,
  hyperparameters,
  randomSearchNarrowing,
  bayesianVsRandom,
];

export * from "./lib/index.js";
