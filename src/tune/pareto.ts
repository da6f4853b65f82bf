/** Whether a is nowhere worse than b and somewhere better, less being better. */
export const dominates = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, i) => value <= b[i]) && a.some((value, i) => value < b[i]);

/** The points that no other dominates, by their index, in order.
 *  Source    Pareto, "Manuale di economia politica", 1906 */
export const paretoFront = (points: readonly (readonly number[])[]): number[] =>
  points.flatMap((point, i) => (points.some((other) => dominates(other, point)) ? [] : [i]));

/** All points from the best to the worst, by their index: front after front, and within a front first those that stand
 *  far from their neighbours. Of one objective, that is to sort; equal ones stay in their order.
 *  Source    Deb et al., "A fast and elitist multiobjective genetic algorithm: NSGA-II", 2002 */
export function paretoOrder(points: readonly (readonly number[])[]): number[] {
  if (points[0]?.length === 1)
    return points.map((_, i) => i).sort((a, b) => points[a][0] - points[b][0] || a - b);
  const order: number[] = [];
  /** How many of those that are not in a front yet are better than each point. */
  const better = points.map((point) => points.filter((other) => dominates(other, point)).length);
  let left = points.map((_, i) => i);
  while (left.length > 0) {
    const front = left.filter((i) => better[i] === 0);
    const room = crowding(front.map((i) => points[i]));
    const byRoom = front.map((_, at) => at).sort((a, b) => room[b] - room[a] || a - b);
    order.push(...byRoom.map((at) => front[at]));
    left = left.filter((i) => better[i] > 0);
    for (const i of left) better[i] -= front.filter((at) => dominates(points[at], points[i])).length;
  }
  return order;
}

/** How far apart the neighbours of each point are, summed over the objectives, each by its range; ∞ at the ends. */
function crowding(points: readonly (readonly number[])[]): number[] {
  const room = points.map(() => 0);
  for (let axis = 0; axis < (points[0]?.length ?? 0); axis++) {
    const order = points.map((_, i) => i).sort((a, b) => points[a][axis] - points[b][axis] || a - b);
    const first = order[0];
    const last = order[order.length - 1];
    const range = points[last][axis] - points[first][axis];
    room[first] = room[last] = Number.POSITIVE_INFINITY;
    if (range === 0) continue;
    for (let i = 1; i < order.length - 1; i++)
      room[order[i]] += (points[order[i + 1]][axis] - points[order[i - 1]][axis]) / range;
  }
  return room;
}
