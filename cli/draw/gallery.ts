import type { Dataset, Model } from "chainrule";
import type { LoadedData } from "chainrule/node";
import { percent } from "../numbers.js";
import { classNames, type Prediction, predictAll } from "../predictions.js";
import { out, outWidth } from "../terminal.js";
import { probabilityBars } from "./bars.js";
import { cropToInk, drawPicture, sideBySide } from "./picture.js";

const RIGHT = 2;
const WRONG = 4;
const BARS = 8;

/** Some test pictures with what the model says of them: a few that it has right, and the mistakes it is surest of.
 *  Empty where the data are not pictures, or have no classes. */
export function gallery(model: Model, { train, test, image }: LoadedData): string {
  const data = test ?? train;
  if (image === undefined || data.classes === undefined || data.targets.length !== data.size) return "";
  const predictions = predictAll(model, data);
  const right = predictions.filter(({ answer, truth }) => answer === truth).slice(0, RIGHT);
  const wrong = predictions
    .filter(({ answer, truth }) => answer !== truth)
    .sort((a, b) => b.probability - a.probability)
    .slice(0, WRONG);
  const lines: string[] = [];
  if (right.length > 0) lines.push(out.dim("Right:"), ...rows(right, data, image));
  if (wrong.length > 0) lines.push(out.dim("Wrong, and surest of it:"), ...rows(wrong, data, image));
  return lines.join("\n").trimEnd();
}

function rows(
  predictions: readonly Prediction[],
  data: Dataset,
  image: NonNullable<LoadedData["image"]>,
): string[] {
  const classes = classNames(data, predictions[0].probabilities.length);
  const cards = predictions.map((prediction) => card(prediction, data, image, classes));
  const perRow = Math.max(1, Math.floor((outWidth() + 3) / (cards[0].width + 3)));
  const lines: string[] = [];
  for (let i = 0; i < cards.length; i += perRow) {
    const row = cards.slice(i, i + perRow);
    lines.push(
      ...sideBySide(
        row.map((one) => one.lines),
        row.map((one) => one.width),
        3,
      ),
      "",
    );
  }
  return lines;
}

function card(
  { index, answer, truth, probability, probabilities }: Prediction,
  data: Dataset,
  image: NonNullable<LoadedData["image"]>,
  classes: readonly string[],
): { lines: string[]; width: number } {
  const size = data.inputs.length / data.size;
  const values = data.inputs.subarray(index * size, (index + 1) * size);
  const picture = cropToInk({ ...image, values });
  const pictureWidth = Math.min(28, picture.width);
  const bars = probabilityBars(probabilities, classes, { answer, truth, width: BARS });
  const says = `${classes[answer]} ${percent(probability, 0)}`;
  const head = answer === truth ? out.green(`✓ ${says}`) : `${out.red(`✗ ${says}`)}, is ${classes[truth]}`;
  const nameWidth = Math.min(12, Math.max(...classes.map((name) => name.length)));
  const textWidth = Math.max(BARS + 7 + nameWidth, 12 + 2 * nameWidth);
  return {
    lines: sideBySide([drawPicture(picture), [head, ...bars]], [pictureWidth, textWidth]),
    width: pictureWidth + 2 + textWidth,
  };
}
