// A square grid over the part of the plane that is shown, and what a network says at each of its points.
import { type Model, trace } from "chainrule";

/** The plane is shown from −VIEW to VIEW. */
export const VIEW = 6;
/** Cells along an edge of the picture of the output, and of that of a neuron. */
export const RESOLUTION = 100;
export const THUMBNAIL = 32;

/** The centres of n × n cells, row by row from the top left.
 *  Shapes    [n², 2] */
export function gridPoints(n: number, view = VIEW): Float32Array {
  const points = new Float32Array(2 * n * n);
  for (let row = 0; row < n; row++)
    for (let column = 0; column < n; column++) {
      const at = 2 * (row * n + column);
      points[at] = view * ((2 * column + 1) / n - 1);
      points[at + 1] = view * (1 - (2 * row + 1) / n);
    }
  return points;
}

/** What each input and each neuron of the named layers says over a grid, one picture after the other.
 *  Shapes    inputs[cells, width] -> [width + Σ units, cells] */
export function neuronMaps(
  model: Model,
  inputs: Float32Array,
  layers: readonly number[],
): Float32Array<ArrayBuffer> {
  const traced = trace(model, inputs);
  const tables = [inputs, ...layers.map((index) => traced[index].output)];
  const cells = inputs.length / model.spec.input[0];
  const widths = tables.map((table) => table.length / cells);
  const maps = new Float32Array(widths.reduce((sum, width) => sum + width, 0) * cells);
  let at = 0;
  for (const [t, table] of tables.entries())
    for (let unit = 0; unit < widths[t]; unit++)
      for (let cell = 0; cell < cells; cell++) maps[at++] = table[cell * widths[t] + unit];
  return maps;
}
