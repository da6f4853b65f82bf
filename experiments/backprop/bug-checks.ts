// The faults of bugs.ts as they compute: the slopes that the faulty lines come to, or the mended ones, beside those that
// differences of their own forward pass give.
import { elementary, numericalGradient, Rng } from "chainrule";

export interface SlopeCheck {
  readonly says: readonly number[];
  readonly differences: readonly number[];
}

const exps = (z: readonly number[], shift: number): number[] =>
  z.map((value) => elementary.exp(value - shift));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function softmax(z: readonly number[], shift = Math.max(...z)): number[] {
  const powers = exps(z, shift);
  const total = sum(powers);
  return powers.map((power) => power / total);
}

/** −log softmax(z)[label], less the maximum. */
function crossEntropy(z: ArrayLike<number>, label: number): number {
  const most = Math.max(...Array.from(z));
  return elementary.log(sum(exps(Array.from(z), most))) - (z[label] - most);
}

const { sigmoid } = elementary;
const lessTarget = (p: readonly number[], label: number): number[] =>
  p.map((value, k) => value - (k === label ? 1 : 0));
const slopes = (f: (x: ArrayLike<number>) => number, at: readonly number[], h?: number): number[] =>
  Array.from(numericalGradient(f, at, h));

/** How far slopes are from those by differences, as a share of the largest; 1 where they are no numbers. */
export function slopeError({ says, differences }: SlopeCheck): number {
  const largest = Math.max(...[...says, ...differences].map(Math.abs));
  const off = Math.max(...says.map((value, i) => Math.abs(value - differences[i])));
  if (Number.isNaN(off)) return 1;
  return largest === 0 ? 0 : off / largest;
}

const DRAWS = 100_000;

/** The mean slope of a training pass over many masks, beside the slope of evaluation, where nothing is dropped. */
export function dropoutCheck(mended: boolean, h?: number): SlopeCheck {
  const [rate, rng] = [0.5, new Rng(1, "dropout")];
  let kept = 0;
  for (let i = 0; i < DRAWS; i++) kept += (mended ? rng.uniform() : rng.normal()) > rate ? 1 : 0;
  return { says: [kept / DRAWS / (1 - rate)], differences: slopes((x) => x[0], [1], h) };
}

export function softmaxCheck(mended: boolean, h?: number): SlopeCheck {
  const z = [1000, 1001];
  const p = mended ? softmax(z) : softmax(z, 0);
  return { says: lessTarget(p, 0), differences: slopes((at) => crossEntropy(at, 0), z, h) };
}

/** A hidden layer's sums with W2, and a bias b2 that the faulty forward pass leaves out. */
export function biasCheck(mended: boolean, h?: number): SlopeCheck {
  const [weighed, b2, label] = [[0.8, 0.3, -0.4], [0.2, -0.5, 0.1], 1];
  const logits = (b: ArrayLike<number>) => weighed.map((value, k) => (mended ? value + b[k] : value));
  return {
    says: lessTarget(softmax(logits(b2)), label),
    differences: slopes((b) => crossEntropy(logits(b), label), b2, h),
  };
}

export function outputCheck(mended: boolean, h?: number): SlopeCheck {
  const [z, label] = [[2, 1, -1], 0];
  const p = mended ? softmax(z) : z.map(sigmoid);
  const loss = (at: ArrayLike<number>) =>
    mended ? crossEntropy(at, label) : -elementary.log(sigmoid(at[label]));
  return { says: lessTarget(p, label), differences: slopes(loss, z, h) };
}

const relu = (x: number): number => (x > 0 ? x : 0);

export function reluCheck(mended: boolean, h?: number): SlopeCheck {
  const [dy, x] = [
    [0.3, -2],
    [1, 2],
  ];
  return {
    says: x.map((value, i) => (value > 0 ? (mended ? dy[i] : 1) : 0)),
    differences: slopes((at) => dy[0] * relu(at[0]) + dy[1] * relu(at[1]), x, h),
  };
}

/** At the kink itself, where differences take a bit of either side. */
export const reluZeroCheck = (mended: boolean, h?: number): SlopeCheck => ({
  says: [mended ? 0 : 1],
  differences: slopes((x) => relu(x[0]), [0], h),
});

/** The gradient of an epoch beside that of the loss over all samples: ten of them, in batches of four. */
export function batchCheck(mended: boolean, h?: number): SlopeCheck {
  const targets = [0.1, 0.4, 0.2, 0.3, 0.2, 0.1, 0.4, 0.3, 1.4, 1.6];
  const [w, batch] = [0.9, 4];
  const seen = targets.slice(0, (mended ? Math.ceil : Math.floor)(targets.length / batch) * batch);
  const slopeOf = (which: readonly number[]) => sum(which.map((t) => w - t)) / which.length;
  const loss = (at: ArrayLike<number>) => sum(targets.map((t) => (at[0] - t) ** 2 / 2)) / targets.length;
  return { says: [slopeOf(seen)], differences: slopes(loss, [w], h) };
}
