import { type Shape, sizeOf } from "../core/shape.js";
import type { Bytes, FloatArray, Tensor } from "../core/tensor.js";
import type { Kernels, Order } from "../kernels/spec.js";
import { type Dataset, hasClassIndices } from "./dataset.js";

/** Where a batch is gathered to. */
export interface BatchMemory {
  /** Nothing but products will be asked of x. */
  readonly onlyMultiplied: boolean;
  readonly x: Tensor;
  readonly pixels: Bytes;
  readonly targets: Tensor;
}

/** Copies samples `order[from … from + rows − 1]` (or those numbers themselves, without an order) into `memory.x`;
 *  bytes become numbers here and not before.
 *  @param lean x need not be written where a network can do without */
export function gatherInputs(
  kernels: Kernels,
  { x, pixels, onlyMultiplied }: BatchMemory,
  { inputs, shape }: { inputs: Uint8Array | FloatArray; shape: Shape },
  order: Order,
  from: number,
  rows: number,
  lean = false,
): void {
  const columns = sizeOf(shape);
  if (inputs instanceof Uint8Array)
    kernels.gatherBytes(inputs, order, from, rows, columns, pixels, x, lean && onlyMultiplied);
  else kernels.gatherFloats(inputs, order, from, rows, columns, x);
}

/** Copies the targets of the same samples as rows of `width` numbers: a class index becomes a one-hot row, or stands as
 *  it is where there is one output. */
export function gatherTargets(
  { targets: to }: BatchMemory,
  data: Pick<Dataset, "targets" | "size">,
  order: Order,
  from: number,
  rows: number,
  width: number,
): void {
  const { targets } = data;
  const indices = hasClassIndices(data);
  if (indices && width > 1) to.data.fill(0, 0, rows * width);
  for (let r = 0; r < rows; r++) {
    const source = order === null ? from + r : order[from + r];
    if (!indices) for (let i = 0; i < width; i++) to.data[r * width + i] = targets[source * width + i];
    else if (width > 1) to.data[r * width + targets[source]] = 1;
    else to.data[r] = targets[source];
  }
}

/** How many steps an epoch has; the last one may be partial, and is used. */
export const stepsPerEpoch = (size: number, batchSize: number): number => Math.ceil(size / batchSize);
