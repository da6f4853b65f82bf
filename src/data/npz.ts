import { ChainruleError } from "../core/errors.js";
import { sameShape, showShape } from "../core/shape.js";
import { checkDataset, type Dataset, hasClassIndices } from "./dataset.js";
import { type NpyArray, parseNpy } from "./npy.js";
import type { TrainTest } from "./split.js";

const MOST_CLASSES = 10_000;

/** Which arrays of a .npz are wanted; a reader need not unpack any other. */
export const NPZ_ARRAYS = ["x_train", "y_train", "x_test", "y_test", "x", "y"] as const;

/** Makes datasets of the arrays in a .npz: `x_train`, `y_train` and perhaps `x_test`, `y_test`, or else `x` and `y`.
 *  Shapes    x[n, ...shape], where [n, height, width] are images of shape [1, height, width]; bytes stay bytes;
 *            y[n] of integers (or [n, 1]): class indices; y[n] of floats: values; y[n, outputs]: rows
 *  @param entries the bytes of each array by name, without ".npy"
 *  Errors    E_DATA a missing array, counts that differ, no samples; E_FORMAT see parseNpy */
export function npzDataset(entries: Readonly<Record<string, Uint8Array>>, where: string): TrainTest {
  const has = (name: string) => Object.hasOwn(entries, name);
  const read = (name: string): NpyArray => {
    if (has(name)) return parseNpy(entries[name], `${name} of ${where}`);
    throw new ChainruleError("E_DATA", {
      where,
      expected: `an array "${name}"`,
      got: Object.keys(entries).join(", ") || "no arrays",
      remedy: "Save it with numpy.savez(file, x_train=…, y_train=…, x_test=…, y_test=…), or with x=…, y=….",
    });
  };
  const [x, y] = has("x") && !has("x_train") ? ["x", "y"] : ["x_train", "y_train"];
  const train = pair(read(x), read(y), `${x} and ${y} of ${where}`);
  const withTest = x === "x_train" && (has("x_test") || has("y_test"));
  const test = withTest ? pair(read("x_test"), read("y_test"), `x_test and y_test of ${where}`) : undefined;
  if (test !== undefined) checkAlike(train, test, where);
  if (!hasClassIndices(train)) return test ? { train, test } : { train };
  // the classes are those that either part has, since one of them may lack the last
  const count = classCount(train, test, where);
  const classes = Array.from({ length: count }, (_, label) => String(label));
  return test
    ? { train: { ...train, classes }, test: { ...test, classes } }
    : { train: { ...train, classes } };
}

function pair(x: NpyArray, y: NpyArray, where: string): Dataset {
  const [size, ...rest] = x.shape;
  if (size === undefined || y.shape[0] !== size) {
    throw new ChainruleError("E_DATA", {
      where,
      expected: "as many targets as samples",
      got: `${showShape(x.shape)} and ${showShape(y.shape)}`,
      remedy: "The first axis of both is the sample.",
    });
  }
  const shape = rest.length === 0 ? [1] : rest.length === 2 ? [1, ...rest] : rest;
  const inputs = x.values instanceof Uint8Array ? x.values : new Float32Array(x.values);
  const isIndex = !(y.values instanceof Float32Array || y.values instanceof Float64Array);
  const targets =
    isIndex && y.values.length === size ? (y.values as Dataset["targets"]) : new Float32Array(y.values);
  return checkDataset({ inputs, shape, targets, size }, where);
}

function checkAlike(train: Dataset, test: Dataset, where: string): void {
  const outputs = ({ targets, size }: Dataset) => targets.length / size;
  const alike =
    sameShape(train.shape, test.shape) &&
    hasClassIndices(train) === hasClassIndices(test) &&
    outputs(train) === outputs(test);
  if (alike) return;
  const show = (data: Dataset) =>
    `${showShape(data.shape)} to ${hasClassIndices(data) ? "a class" : `${outputs(data)} values`}`;
  throw new ChainruleError("E_DATA", {
    where,
    expected: `test samples like those to train with, ${show(train)}`,
    got: show(test),
    remedy: "Save both parts with the same shape and the same kind of targets.",
  });
}

function classCount(train: Dataset, test: Dataset | undefined, where: string): number {
  let highest = 0;
  for (const label of [...train.targets, ...(test?.targets ?? [])]) highest = Math.max(highest, label);
  if (highest < MOST_CLASSES) return highest + 1;
  throw new ChainruleError("E_DATA", {
    where,
    expected: `class indices below ${MOST_CLASSES}`,
    got: String(highest),
    remedy: 'Number the classes from 0; for values instead of classes, convert with y.astype("float32").',
  });
}
