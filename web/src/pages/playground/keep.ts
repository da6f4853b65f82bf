// Keeps the training among the runs. What it takes comes only when it is asked for: it brings the library with it.
import { hrefOf } from "../../app/router.ts";
import { encodePlayground } from "../../config/address.ts";
import { isPortable, toRecipe } from "../../config/recipe.ts";
import { t } from "../../i18n/index.ts";
import { stateQuery } from "./address-state.ts";
import { begunWith, columns, config, edits, frame, save, start, times } from "./store.ts";

export async function keep(): Promise<void> {
  const [{ keepTraining, scores }, saved] = await Promise.all([import("../runs/keep-training.ts"), save()]);
  const now = config.peek();
  const query = [encodePlayground(now), await stateQuery(frame.peek()!)];
  const [epochs, trainLoss, testLoss, trainAccuracy, testAccuracy] = columns.peek();
  const stepsPerEpoch = Math.ceil(start.peek()!.trainPoints.length / 2 / now.batchSize);
  await keepTraining({
    page: "playground",
    began: times.began,
    recipe: toRecipe(now, saved.epoch),
    epochs: epochs.map((epoch, i) => ({
      ...{ epoch, time: times.at(epoch) },
      train: scores(trainLoss[i], trainAccuracy[i]),
      test: scores(testLoss[i], testAccuracy[i]),
    })),
    stepsPerEpoch,
    done: now.stopEpochs > 0 && saved.epoch >= now.stopEpochs,
    saved,
    address: () => hrefOf("playground", query.filter((part) => part !== "").join("&")),
    notes: [
      ...(epochs[0] > 0 ? [t("keep.resumed", { epoch: epochs[0] })] : []),
      ...(same(toRecipe(begunWith.peek(), 1), toRecipe(now, 1)) ? [] : [t("keep.changed")]),
      ...(edits.peek().length > 0 ? [t("keep.edited")] : []),
      ...(isPortable(now) ? [] : [t("keep.notPortable")]),
    ],
  });
}

const same = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);
