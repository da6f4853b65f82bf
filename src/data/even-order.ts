import { permutation, type Rng } from "../core/rng.js";

/** A random order in which each class comes round evenly: the k-th of a class of n stands at (k + ½)/n of the way. Any run
 *  of samples from its start thus holds the classes in nearly the same proportion as all of them.
 *  @param labels whole numbers from 0 on */
export function evenOrder(labels: ArrayLike<number>, rng: Rng): Uint32Array {
  const { length } = labels;
  let classes = 0;
  for (let i = 0; i < length; i++) classes = Math.max(classes, labels[i] + 1);
  const counts = new Uint32Array(classes);
  for (let i = 0; i < length; i++) counts[labels[i]]++;
  const seen = new Uint32Array(classes);
  const place = new Float64Array(length);
  const order = permutation(length, rng);
  for (const index of order) place[index] = (seen[labels[index]]++ + 0.5) / counts[labels[index]];
  return order.sort((a, b) => place[a] - place[b] || a - b);
}
