import type { Augmentation, Dataset } from "chainrule";
import { outWidth } from "../terminal.js";
import { drawPicture, type Picture, sideBySide } from "./picture.js";

/** A picture, and what augmentation makes of it in some epochs. */
export interface Versions {
  /** Of the sample in its data. */
  readonly index: number;
  readonly original: Picture;
  readonly changed: readonly Picture[];
}

/** The first `samples` pictures of a data set, each as it is and as it would be in the first `epochs` epochs of a training
 *  with this seed.
 *  Errors    E_FIELD data that are no images */
export function versionsOf(
  data: Dataset,
  augment: Augmentation,
  { seed, samples, epochs }: { seed: number; samples: number; epochs: number },
): Versions[] {
  const augmenter = augment(data, seed);
  const [channels, height, width] = data.shape;
  const size = channels * height * width;
  const picture = (values: Uint8Array): Picture => ({ width, height, channels, values });
  return Array.from({ length: Math.min(samples, data.size) }, (_, index) => ({
    index,
    original: picture((data.inputs as Uint8Array).subarray(index * size, (index + 1) * size)),
    changed: Array.from({ length: epochs }, (_, epoch) => {
      const values = new Uint8Array(size);
      augmenter.write(index, epoch, values);
      return picture(values);
    }),
  }));
}

/** Pictures side by side, as many to a row as fit, with a line below each; all are cut to the same window, so that one
 *  sees what has moved. */
export function drawVersions(
  { original, changed }: Omit<Versions, "index">,
  labels: readonly string[],
): string {
  const pictures = cropTogether([original, ...changed]);
  const blocks = pictures.map((picture, i) => [...drawPicture(picture), labels[i]]);
  const width = Math.max(12, Math.min(28, pictures[0].width));
  const perRow = Math.max(1, Math.floor((outWidth() + 2) / (width + 2)));
  const rows: string[] = [];
  for (let from = 0; from < blocks.length; from += perRow) {
    const row = blocks.slice(from, from + perRow);
    rows.push(...sideBySide(row, new Array(row.length).fill(width)));
  }
  return rows.join("\n");
}

/** Leaves out the rows and columns at the edges in which none of the pictures shows anything. */
function cropTogether(pictures: readonly Picture[]): Picture[] {
  const [{ width, height, channels }] = pictures;
  const plane = width * height;
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (const { values } of pictures) {
    for (let i = 0; i < values.length; i++) {
      if (values[i] === 0) continue;
      const [x, y] = [i % width, Math.floor((i % plane) / width)];
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (right < 0) return [...pictures];
  const size = { width: right - left + 1, height: bottom - top + 1 };
  return pictures.map(({ values }) => {
    const cropped = new Uint8Array(channels * size.width * size.height);
    for (let row = 0; row < channels * size.height; row++) {
      const [channel, y] = [Math.floor(row / size.height), top + (row % size.height)];
      const from = channel * plane + y * width + left;
      cropped.set(values.subarray(from, from + size.width), row * size.width);
    }
    return { ...size, channels, values: cropped };
  });
}
