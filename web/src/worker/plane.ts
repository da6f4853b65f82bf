// A square grid over the part of the plane that is shown, and what the neurons of a network say at points of it.
import { type Model, trace } from "chainrule";

/** Cells along an edge of the picture of the output, and of that of a neuron. */
export const RESOLUTION = 100;
export const THUMBNAIL = 32;

/** The centres of n × n cells from −view to view, row by row from the top left.
 *  Shapes    [n², 2] */
export function gridPoints(n: number, view: number): Float32Array {
  const points = new Float32Array(2 * n * n);
  for (let row = 0; row < n; row++)
    for (let column = 0; column < n; column++) {
      const at = 2 * (row * n + column);
      points[at] = view * ((2 * column + 1) / n - 1);
      points[at + 1] = view * (1 - (2 * row + 1) / n);
    }
  return points;
}

/** The inputs, then the outputs of the named layers: tables of one row for each point. */
function tablesOf(model: Model, inputs: Float32Array, layers: readonly number[]) {
  const traced = trace(model, inputs);
  const rows = inputs.length / model.spec.input[0];
  const tables = [inputs, ...layers.map((index) => traced[index].output)];
  return tables.map((table) => ({ table, width: table.length / rows, rows }));
}

/** What each input and each neuron of the named layers says, one picture after the other.
 *  Shapes    inputs[cells, width] -> [width + Σ units, cells] */
export function neuronMaps(
  model: Model,
  inputs: Float32Array,
  layers: readonly number[],
): Float32Array<ArrayBuffer> {
  const tables = tablesOf(model, inputs, layers);
  const maps = new Float32Array(tables.reduce((sum, { table }) => sum + table.length, 0));
  let at = 0;
  for (const { table, width, rows } of tables)
    for (let unit = 0; unit < width; unit++)
      for (let row = 0; row < rows; row++) maps[at++] = table[row * width + unit];
  return maps;
}

/** The same of some of the pictures, counted as above, point by point.
 *  Shapes    inputs[n, width] -> [n, pictures.length] */
export function activationsOf(
  model: Model,
  inputs: Float32Array,
  layers: readonly number[],
  pictures: readonly number[],
): Float32Array<ArrayBuffer> {
  const tables = tablesOf(model, inputs, layers);
  const columns = tables.flatMap(({ table, width }) =>
    Array.from({ length: width }, (_, unit) => ({ table, width, unit })),
  );
  const rows = tables[0].rows;
  const result = new Float32Array(rows * pictures.length);
  for (const [j, picture] of pictures.entries()) {
    const column = columns[picture];
    if (column === undefined) continue;
    for (let row = 0; row < rows; row++)
      result[row * pictures.length + j] = column.table[row * column.width + column.unit];
  }
  return result;
}
