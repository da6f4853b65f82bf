import type { Augmentation, Dataset } from "chainrule";
import { type LoadedData, loadData } from "chainrule/node";
import { parseAugment } from "./augment-option.js";
import { cropToInk, drawPicture, type Picture, sideBySide } from "./draw/picture.js";
import { scatter } from "./draw/scatter.js";
import { drawVersions, type Versions, versionsOf } from "./draw/versions.js";
import { usage } from "./errors.js";
import { loss } from "./numbers.js";
import { table } from "./table.js";
import { out, outWidth } from "./terminal.js";

export interface PreviewOptions {
  /** Ways to change images, as they were typed. */
  readonly augment?: readonly string[];
  readonly seed?: number;
  /** A file to draw to. */
  readonly png?: string;
}

/** Samples in the JSON document, and epochs for which it has the changed ones. */
const JSON_SAMPLES = 10;
const EPOCHS = 5;
/** Rows of pictures in the terminal, and rows and columns in a file. */
const ROWS = 3;
const SHEET = { rows: 8, columns: 10 };

/** Some samples of a data set: as text, as values, and as a picture in a file where one is asked for.
 *  Errors    E_FIELD augmentation that is wrong, or asked of data that are no images; see loadData */
export async function preview(spec: string, { augment = [], seed = 0, png }: PreviewOptions) {
  const augmentation = augment.length === 0 ? undefined : parseAugment(augment);
  const data = await loadData(spec);
  const { train, image } = data;
  if (png !== undefined && image === undefined) {
    usage(
      "--png",
      "data that are images",
      `"${spec}"`,
      "Leave --png out, and the samples are shown as text.",
    );
  }
  const versions = (samples: number, epochs: number) =>
    augmentation && versionsOf(train, augmentation, { seed, samples, epochs });
  versions(0, 0); // checks that the data can be augmented
  return {
    data,
    text: () => textOf(data, versions(ROWS, EPOCHS)),
    samples: () => firstSamples(train, versions(JSON_SAMPLES, EPOCHS)),
    writePng:
      png === undefined
        ? undefined
        : async () => {
            const { writeSheet } = await import("./draw/sheet.js");
            writeSheet(png, sheetRows(data, augmentation, seed));
          },
  };
}

function textOf(data: LoadedData, versions: readonly Versions[] | undefined): string {
  const { train, image } = data;
  if (versions !== undefined) {
    return versions
      .map(({ index, ...pictures }) => drawVersions(pictures, [labelOf(train, index), ...epochLabels]))
      .join("\n\n");
  }
  if (image !== undefined) return pictures(train, image);
  if (train.shape.length === 1 && train.shape[0] === 2) return scatter(train);
  const rows = firstSamples(train).map(({ inputs, target }) => [
    ...inputs.slice(0, 10).map(loss),
    inputs.length > 10 ? "…" : "",
    String(target),
  ]);
  const heads = rows[0].slice(0, -2).map((_, i) => `>x${i + 1}`);
  return table([...heads, "", "target"], rows);
}

const epochLabels = Array.from({ length: EPOCHS }, (_, epoch) => out.dim(`in epoch ${epoch + 1}`));

function pictureAt({ inputs, size }: Dataset, image: NonNullable<LoadedData["image"]>, i: number): Picture {
  const length = inputs.length / size;
  return { ...image, values: inputs.subarray(i * length, (i + 1) * length) };
}

/** Some rows of pictures, with what they show below. */
function pictures(train: Dataset, image: NonNullable<LoadedData["image"]>): string {
  const cropped = (i: number) => cropToInk(pictureAt(train, image, i));
  const width = Math.min(28, cropped(0).width);
  const perRow = Math.max(1, Math.floor((outWidth() + 2) / (width + 2)));
  const rows: string[] = [];
  for (let from = 0; from < Math.min(train.size, ROWS * perRow); from += perRow) {
    const indices = Array.from({ length: Math.min(perRow, train.size - from) }, (_, i) => from + i);
    const blocks = indices.map((i) => [...drawPicture(cropped(i)), out.dim(labelOf(train, i))]);
    const widths = indices.map(() => width);
    rows.push(sideBySide(blocks, widths).join("\n"));
  }
  return rows.join("\n\n");
}

/** With augmentation each row is one sample, first as it is; without, all are samples. */
function sheetRows({ train, image }: LoadedData, augmentation: Augmentation | undefined, seed: number) {
  const { rows, columns } = SHEET;
  if (augmentation !== undefined) {
    const all = versionsOf(train, augmentation, { seed, samples: rows, epochs: columns - 1 });
    return all.map(({ original, changed }) => [original, ...changed]);
  }
  const count = Math.min(train.size, rows * columns);
  return Array.from({ length: Math.ceil(count / columns) }, (_, row) =>
    Array.from({ length: Math.min(columns, count - row * columns) }, (_, column) =>
      pictureAt(train, image!, row * columns + column),
    ),
  );
}

function labelOf({ classes, targets, size }: Dataset, i: number): string {
  const width = targets.length / size;
  if (classes && width === 1) return classes[targets[i]];
  return Array.from(targets.subarray(i * width, (i + 1) * width), loss).join(" ");
}

function firstSamples(train: Dataset, versions?: readonly Versions[]) {
  const size = train.inputs.length / train.size;
  return Array.from({ length: Math.min(JSON_SAMPLES, train.size) }, (_, i) => ({
    inputs: Array.from(train.inputs.subarray(i * size, (i + 1) * size)),
    target: labelOf(train, i),
    augmented: versions?.[i].changed.map(({ values }) => Array.from(values)),
  }));
}
