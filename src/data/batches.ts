import { sizeOf } from "../core/shape.js";
import type { Bytes, Tensor } from "../core/tensor.js";
import type { Kernels } from "../kernels/spec.js";
import { type Dataset, hasClassIndices } from "./dataset.js";

/** Where a batch is gathered to. */
export interface BatchMemory {
  readonly x: Tensor;
  readonly pixels: Bytes;
  readonly targets: Tensor;
}

const PIXEL = 1 / 255;

/** Copies samples `order[from … from + rows − 1]` (or those numbers themselves, without an order) into `memory.x`;
 *  bytes become numbers here and not before. */
export function gatherInputs(
  kernels: Kernels,
  { x, pixels }: BatchMemory,
  data: Pick<Dataset, "inputs" | "shape">,
  order: Uint32Array | null,
  from: number,
  rows: number,
): void {
  const { inputs } = data;
  const size = sizeOf(data.shape);
  const bytes = inputs instanceof Uint8Array;
  const to = bytes ? pixels.data : x.data;
  for (let r = 0; r < rows; r++) {
    const source = (order === null ? from + r : order[from + r]) * size;
    const target = r * size;
    for (let i = 0; i < size; i++) to[target + i] = inputs[source + i];
  }
  if (bytes) kernels.scaleBytes(pixels, x, rows * size, PIXEL);
}

/** Copies the targets of the same samples as rows of `width` numbers: a class index becomes a one-hot row, or stands as
 *  it is where there is one output. */
export function gatherTargets(
  { targets: to }: BatchMemory,
  data: Pick<Dataset, "targets" | "size">,
  order: Uint32Array | null,
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
