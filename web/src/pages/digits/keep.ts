// Keeps the training among the runs. What it takes comes only when it is asked for.
import { hrefOf } from "../../app/router.ts";
import { encodeDigits } from "../../config/digits.ts";
import { digitsRecipe } from "../../config/digits-recipe.ts";
import { t } from "../../i18n/index.ts";
import { modelOfKept } from "../runs/kept.ts";
import { columns, times } from "./learning-log.ts";
import { begunWith, config, frame, save, start } from "./trainer.ts";

export async function keep(): Promise<void> {
  const [{ keepTraining, scores }, saved] = await Promise.all([import("../runs/keep-training.ts"), save()]);
  const now = config.peek();
  const [epochs, trainLoss, testLoss, trainAccuracy, testAccuracy] = columns.peek();
  const whole = epochs.flatMap((epoch, i) => (testLoss[i] === null ? [] : [{ epoch: epoch!, i }]));
  const { file, ownCopies } = start.peek()!;
  const recipe = (of: typeof now) => digitsRecipe({ ...of, epochs: Math.max(of.epochs, saved.epoch, 1) });
  await keepTraining({
    page: "digits",
    began: times.began,
    recipe: recipe(now),
    epochs: whole.map(({ epoch, i }) => ({
      ...{ epoch, time: times.at(10 * epoch) },
      train: scores(trainLoss[i] ?? Number.NaN, trainAccuracy[i] ?? Number.NaN),
      test: scores(testLoss[i]!, testAccuracy[i] ?? Number.NaN),
    })),
    stepsPerEpoch: frame.peek()!.stepsPerEpoch,
    done: saved.epoch >= now.epochs,
    saved,
    address(id) {
      const query = encodeDigits(now);
      query.set("model", modelOfKept(id));
      return hrefOf("digits", query.toString());
    },
    notes: [
      ...(file === undefined ? [] : [t("keep.file", { name: file })]),
      ...(whole.length > 0 && whole[0].epoch > 1 ? [t("keep.resumed", { epoch: whole[0].epoch - 1 })] : []),
      ...(JSON.stringify(recipe(begunWith.peek())) === JSON.stringify(recipe(now))
        ? []
        : [t("keep.changed")]),
      ...(ownCopies > 0 ? [t("keep.own")] : []),
    ],
  });
}
