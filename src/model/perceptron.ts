import { ChainruleError, display } from "../core/errors.js";
import { parseFields, real, whole } from "../core/fields.js";

/** One neuron that says yes or no: call it with its inputs. */
export interface Perceptron {
  (x: ArrayLike<number>): 0 | 1;
  readonly weights: readonly number[];
  readonly bias: number;
}

/** y = 1 where w·x + b > 0, otherwise 0: the plane is cut in two by the line w·x + b = 0.
 *  Shapes    x[n], weights[n] -> 0 or 1
 *  Errors    E_SHAPE x of another length; E_FIELD weights or a bias that are no finite numbers
 *  Source    Rosenblatt, "The perceptron", 1958
 *
 *  @example
 *  const and = perceptron([0.5, 0.5], -0.7);
 *  and([1, 1]); // 1 */
export function perceptron(weights: readonly number[], bias: number): Perceptron {
  const bad = [...weights, bias].find((value) => !Number.isFinite(value));
  if (bad !== undefined || weights.length === 0) {
    throw new ChainruleError("E_FIELD", {
      where: "perceptron",
      expected: "at least one weight, and a bias, all finite numbers",
      got: weights.length === 0 ? "no weights" : display(bad),
      remedy: "Write for example perceptron([0.5, 0.5], -0.7).",
    });
  }
  const own = [...weights];
  const answer = (x: ArrayLike<number>): 0 | 1 => {
    requireLength(x, own.length, "x");
    let sum = bias;
    for (let i = 0; i < own.length; i++) sum += own[i] * x[i];
    return sum > 0 ? 1 : 0;
  };
  return Object.assign(answer, { weights: own, bias });
}

function requireLength(x: ArrayLike<number>, length: number, where: string): void {
  if (x.length === length) return;
  throw new ChainruleError("E_SHAPE", {
    where,
    expected: `${length} numbers, one per weight`,
    got: `${x.length}`,
    remedy: "Give as many inputs as there are weights.",
  });
}

const and = perceptron([0.5, 0.5], -0.7);
const or = perceptron([0.5, 0.5], -0.2);
const nand = perceptron([-0.5, -0.5], 0.7);

/** The gates of two inputs. Three are one perceptron each; no line parts the ones of XOR from its zeros, so that it takes
 *  two layers: xor(x) = and(nand(x), or(x)).
 *  Source    Minsky and Papert, "Perceptrons", 1969, on XOR */
export const gates = {
  and,
  or,
  nand,
  xor: (x: ArrayLike<number>): 0 | 1 => and([nand(x), or(x)]),
} as const;

/** How the perceptron learning rule went. */
export interface PerceptronTraining {
  readonly perceptron: Perceptron;
  /** It answers every sample right. If not, the samples cannot be told apart by a line, or it takes more epochs. */
  readonly converged: boolean;
  /** Passes over the samples, with the last one, in which nothing was wrong. */
  readonly epochs: number;
  /** Wrong answers in each of them. */
  readonly mistakes: readonly number[];
}

/** How a perceptron is trained. */
export interface PerceptronOptions {
  /** η; it scales the weights and changes nothing else, since they start from 0. Default 1. */
  readonly learningRate?: number;
  /** Passes over the samples at most. Default 100. */
  readonly epochs?: number;
}

const optionFields = {
  learningRate: real({ help: "the length of a step", above: 0, fallback: 1 }),
  epochs: whole({ help: "passes over the samples at most", min: 1, max: 1e9, fallback: 100 }),
};

/** The perceptron learning rule, from weights of 0: for each sample in turn w ← w + η(t − y)·x and b ← b + η(t − y), until
 *  an epoch has no mistake. If a line parts the classes, it ends after finitely many (Novikoff 1962); if none does, as for
 *  XOR, it never would, and is stopped after `epochs`.
 *  Shapes    inputs: samples of n numbers each; targets: 0 or 1 for each
 *  Errors    E_SHAPE lengths that differ; E_DATA targets other than 0 and 1, NaN or ∞ among the inputs; E_FIELD options
 *  Source    Rosenblatt, "The perceptron", 1958 */
export function trainPerceptron(
  inputs: readonly ArrayLike<number>[],
  targets: ArrayLike<number>,
  options: PerceptronOptions = {},
): PerceptronTraining {
  const { learningRate, epochs } = parseFields(optionFields, options, "trainPerceptron");
  checkSamples(inputs, targets);
  let neuron = perceptron(new Array(inputs[0].length).fill(0), 0);
  const mistakes: number[] = [];
  do {
    let wrong = 0;
    for (const [i, x] of inputs.entries()) {
      const error = targets[i] - neuron(x);
      if (error === 0) continue;
      wrong += 1;
      const weights = neuron.weights.map((weight, j) => weight + learningRate * error * x[j]);
      neuron = perceptron(weights, neuron.bias + learningRate * error);
    }
    mistakes.push(wrong);
  } while (mistakes[mistakes.length - 1] > 0 && mistakes.length < epochs);
  const converged = inputs.every((x, i) => neuron(x) === targets[i]);
  return { perceptron: neuron, converged, epochs: mistakes.length, mistakes };
}

function checkSamples(inputs: readonly ArrayLike<number>[], targets: ArrayLike<number>): void {
  if (inputs.length === 0 || inputs.length !== targets.length) {
    throw new ChainruleError("E_SHAPE", {
      where: "targets",
      expected: "one target for each of at least one sample",
      got: `${inputs.length} samples and ${targets.length} targets`,
      remedy: "Give inputs as [[0, 0], [0, 1], …] and targets as [0, 1, …].",
    });
  }
  for (const [i, x] of inputs.entries()) {
    requireLength(x, inputs[0].length, `sample ${i}`);
    const numbers = Array.from(x);
    const bad = numbers.find((value) => !Number.isFinite(value));
    if (bad === undefined && (targets[i] === 0 || targets[i] === 1)) continue;
    throw new ChainruleError("E_DATA", {
      where: `sample ${i}`,
      expected: "finite inputs, and the target 0 or 1",
      got: bad === undefined ? `the target ${targets[i]}` : `the input ${bad}`,
      remedy: "A perceptron answers yes or no; write the classes as 0 and 1.",
    });
  }
}
