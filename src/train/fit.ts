import { ChainruleError } from "../core/errors.js";
import { showShape, sizeOf } from "../core/shape.js";
import { checkDataset, type Dataset, hasClassIndices } from "../data/dataset.js";
import type { Model } from "../model/model.js";

/** Checks that a dataset can go into a model and be compared with what comes out.
 *  Errors    E_DATA for a dataset whose parts disagree; E_SHAPE for one that does not fit the model */
export function checkFit(model: Model, data: Dataset, where: string): void {
  checkDataset(data, where);
  const { plan, inputSize, outputSize } = model.network;
  const refuse = (expected: string, got: string, remedy: string): never => {
    throw new ChainruleError("E_SHAPE", { where, expected, got, remedy });
  };
  if (sizeOf(data.shape) !== inputSize) {
    const got = `${showShape(data.shape)} = ${sizeOf(data.shape)} numbers`;
    refuse(
      `samples of the model's input ${showShape(plan.input)} = ${inputSize} numbers`,
      got,
      `Set the model's input to ${showShape(data.shape)}.`,
    );
  }
  if (hasClassIndices(data)) {
    const classes = data.classes?.length ?? Math.max(...new Set<number>(data.targets)) + 1;
    const enough = outputSize === 1 ? classes <= 2 : classes <= outputSize;
    if (!enough) {
      const remedy = `Give the last layer ${classes} units.`;
      refuse(
        `at most ${outputSize === 1 ? 2 : outputSize} classes, for ${outputSize} outputs`,
        String(classes),
        remedy,
      );
    }
  } else if (data.targets.length !== data.size * outputSize) {
    const width = data.targets.length / data.size;
    refuse(`targets of ${outputSize} numbers each`, `${width}`, `Give the last layer ${width} units.`);
  }
}
