import { log } from "../core/math.js";

/** The mean of −ln p of the true class. So that one sample which is wrong and quite sure does not make it ∞, probabilities
 *  are first brought into [ε, 1 − ε] and each row divided by its sum, as scikit-learn does.
 *  Shapes    probabilities[n, classes], actual[n] class indices
 *  @param epsilon by default what separates 1 from the next number: 2⁻²³ for float32, else 2⁻⁵²
 *  Source    Good, "Rational decisions", 1952 */
export function logLoss(
  actual: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classes: number,
  epsilon = probabilities instanceof Float32Array ? 2 ** -23 : 2 ** -52,
): number {
  const within = (p: number) => Math.min(1 - epsilon, Math.max(epsilon, p));
  let total = 0;
  for (let i = 0; i < actual.length; i++) {
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += within(probabilities[i * classes + c]);
    total -= log(within(probabilities[i * classes + actual[i]]) / sum);
  }
  return total / actual.length;
}
