// The loss as a landscape: around the weights, in two directions drawn by a fixed seed, each parameter's part of them as
// long as the parameter itself.
//   Source    Li et al., "Visualizing the loss landscape of neural nets", 2018, §4
import { Rng } from "chainrule";
import type { Dataset } from "chainrule/data";
import type { Surface } from "../protocol/messages.ts";
import type { Viewer } from "./viewer.ts";

const SIZE = 25;
const REACH = 1;

function direction(viewer: Viewer, index: number): Float32Array {
  const rng = new Rng(1, "data", index);
  const result = viewer.state().fill(0); // running statistics stay as they are
  let at = 0;
  for (const { value } of viewer.model.parameters) {
    const draws = Float32Array.from(value, () => rng.normal());
    const scale = Math.hypot(...value) / Math.hypot(...draws);
    for (const draw of draws) result[at++] = draw * (scale || 0.1);
  }
  return result;
}

/** The viewer has its own weights again afterwards. */
export function lossSurface(viewer: Viewer, data: Dataset): Surface {
  const centre = viewer.state();
  const [a, b] = [direction(viewer, 1), direction(viewer, 2)];
  const losses = new Float32Array(SIZE * SIZE);
  const moved = new Float32Array(centre.length);
  for (let cell = 0; cell < losses.length; cell++) {
    const alpha = REACH * ((2 * (cell % SIZE)) / (SIZE - 1) - 1);
    const beta = REACH * (1 - (2 * Math.floor(cell / SIZE)) / (SIZE - 1));
    for (let i = 0; i < moved.length; i++) moved[i] = centre[i] + alpha * a[i] + beta * b[i];
    viewer.put(moved);
    losses[cell] = viewer.loss(data, false);
  }
  viewer.put(centre);
  return { size: SIZE, reach: REACH, losses };
}
