import { ChainruleError } from "../core/errors.js";
import { type Shape, showShape, sizeOf } from "../core/shape.js";

/** Samples and what they should give, as flat arrays, row-major.
 *  Shapes    inputs[size, ...shape]; targets[size] class indices (an integer array), or rows[size, outputs] (float) */
export interface Dataset {
  /** Bytes are pixels and are scaled by 1/255 when a batch is gathered; floats are taken as they are. */
  readonly inputs: Uint8Array | Float32Array;
  /** The shape of one sample. */
  readonly shape: Shape;
  /** Class indices, or rows: one-hot, soft, or values. */
  readonly targets: Uint8Array | Int32Array | Float32Array;
  /** The name of each class; absent for values. */
  readonly classes?: readonly string[];
  readonly size: number;
}

/** Whether the targets are class indices, and not rows of numbers. */
export const hasClassIndices = (data: Pick<Dataset, "targets">): boolean =>
  !(data.targets instanceof Float32Array);

/** The class of each sample; of a row, one-hot or soft, the largest. */
export function labelsOf({ targets, size }: Dataset): ArrayLike<number> {
  const width = targets.length / size;
  if (width === 1) return targets;
  return Array.from({ length: size }, (_, i) => {
    const row = targets.subarray(i * width, (i + 1) * width);
    return row.indexOf(Math.max(...row));
  });
}

/** Checks that the parts of a dataset agree.
 *  Errors    E_DATA counts that differ, labels outside the classes, NaN or ∞ among the inputs or the targets */
export function checkDataset(data: Dataset, where: string): Dataset {
  const fail = (expected: string, got: string, remedy: string): never => {
    throw new ChainruleError("E_DATA", { where, expected, got, remedy });
  };
  const { inputs, shape, targets, size, classes } = data;
  if (!Number.isSafeInteger(size) || size < 1)
    fail("at least one sample", String(size), "Give it some data.");
  if (inputs.length !== size * sizeOf(shape)) {
    fail(
      `${size} × ${showShape(shape)} = ${size * sizeOf(shape)} inputs`,
      String(inputs.length),
      "Check size and shape.",
    );
  }
  const checkFinite = (name: "inputs" | "targets", values: Float32Array, perSample: number) => {
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad < 0) return;
    const got = `${name}[${bad}] = ${values[bad]}, in sample ${Math.floor(bad / perSample)}`;
    fail(`finite ${name}`, got, "Remove that sample, or put a number there.");
  };
  if (inputs instanceof Float32Array) checkFinite("inputs", inputs, sizeOf(shape));
  if (hasClassIndices(data)) {
    if (targets.length !== size) fail(`${size} labels`, String(targets.length), "Give one label per sample.");
    const count = classes?.length ?? Number.POSITIVE_INFINITY;
    const bad = targets.findIndex((label) => label < 0 || label >= count);
    if (bad >= 0) {
      fail(
        classes === undefined ? "labels ≥ 0" : `labels from 0 to ${count - 1}`,
        `${targets[bad]} at sample ${bad}`,
        "Check the labels and the classes.",
      );
    }
  } else {
    if (targets.length === 0 || targets.length % size !== 0) {
      fail(
        `a whole row of targets for each of ${size} samples`,
        `${targets.length} numbers`,
        "Check the targets.",
      );
    }
    checkFinite("targets", targets as Float32Array, targets.length / size);
  }
  return data;
}

/** The samples at `indices`, in that order, as a dataset of its own. */
export function take(data: Dataset, indices: ArrayLike<number>): Dataset {
  const row = sizeOf(data.shape);
  const width = data.targets.length / data.size;
  const size = indices.length;
  const inputs =
    data.inputs instanceof Uint8Array ? new Uint8Array(size * row) : new Float32Array(size * row);
  const targets = new (data.targets.constructor as Float32ArrayConstructor)(
    size * width,
  ) as Dataset["targets"];
  for (let i = 0; i < size; i++) {
    const from = indices[i];
    inputs.set(data.inputs.subarray(from * row, (from + 1) * row), i * row);
    targets.set(data.targets.subarray(from * width, (from + 1) * width), i * width);
  }
  return { ...data, inputs, targets, size };
}
