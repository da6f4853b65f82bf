/** The samples whose answer is about so probable, and how often it is right. */
export interface CalibrationBin {
  /** Probabilities above `from`, up to and with `to`. */
  readonly from: number;
  readonly to: number;
  readonly samples: number;
  /** The mean probability of the answer, and the share that is right; absent without samples. */
  readonly confidence?: number;
  readonly accuracy?: number;
}

/** Whether a model is right as often as it says. */
export interface Calibration {
  /** Expected calibration error: |accuracy − confidence| of the bins, weighted by their samples. */
  readonly error: number;
  /** The reliability diagram. */
  readonly bins: readonly CalibrationBin[];
}

const BINS = 15;

/** Sorts samples into 15 bins of equal width by the probability of their answer, and compares it with how often the answer
 *  is right. Undefined without samples, and where a probability is NaN or outside 0 … 1.
 *  @param confidence the probability of each sample's answer; @param right whether it is the true class
 *  Source    Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", 2015;
 *            Guo et al., "On calibration of modern neural networks", 2017, eq. 3 */
export function calibrationOf(
  confidence: ArrayLike<number>,
  right: ArrayLike<boolean | number>,
): Calibration | undefined {
  const size = confidence.length;
  const bins = Array.from({ length: BINS }, () => ({ samples: 0, sum: 0, hits: 0 }));
  for (let i = 0; i < size; i++) {
    const p = confidence[i];
    if (!(p >= 0 && p <= 1)) return undefined;
    let b = 0;
    while (p > (b + 1) / BINS) b += 1;
    bins[b].samples += 1;
    bins[b].sum += p;
    if (right[i]) bins[b].hits += 1;
  }
  if (size === 0) return undefined;
  return {
    error: bins.reduce((total, { sum, hits }) => total + Math.abs(hits - sum), 0) / size,
    bins: bins.map(({ samples, sum, hits }, b) => ({
      from: b / BINS,
      to: (b + 1) / BINS,
      samples,
      ...(samples > 0 && { confidence: sum / samples, accuracy: hits / samples }),
    })),
  };
}
