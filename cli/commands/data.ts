import type { Dataset } from "chainrule";
import { dataSources, type LoadedData, loadData } from "chainrule/node";
import { cropToInk, drawPicture, sideBySide } from "../draw/picture.js";
import { scatter } from "../draw/scatter.js";
import { EXIT, type ExitCode } from "../errors.js";
import { count, loss } from "../numbers.js";
import { table } from "../table.js";
import { out, outWidth, print, printJson } from "../terminal.js";

type Options = { readonly json?: boolean };

/** `chainrule data list|get|info|preview`. */
export const dataCommands = {
  async list(_: unknown, options: Options): Promise<ExitCode> {
    const all = dataSources.definitions.map(({ kind, summary, fields }) => ({
      name: kind,
      summary,
      settings: Object.entries(fields).map(([name, field]) => ({
        name,
        default: field.fallback as number | undefined,
        help: field.help as string,
      })),
    }));
    if (options.json) printJson(all);
    else {
      const rows = all.map(({ name, summary, settings }) => [
        out.bold(name),
        summary,
        out.dim(settings.map((setting) => `${setting.name}=${setting.default}`).join(",")),
      ]);
      print(table(["name", "", "settings"], rows));
      print(
        out.dim(
          "\nOr a path: a folder with the four IDX files, a .csv, a .npz, a folder of images by class.",
        ),
      );
    }
    return EXIT.done;
  },

  async get(spec: string, options: Options): Promise<ExitCode> {
    const data = await loadData(spec);
    if (options.json) printJson(describe(data));
    else print(`${data.name} is there: ${sizesOf(data)}`);
    return EXIT.done;
  },

  async info(spec: string, options: Options): Promise<ExitCode> {
    const data = await loadData(spec);
    const about = describe(data);
    if (options.json) printJson(about);
    else print(infoText(data, about));
    return EXIT.done;
  },

  async preview(spec: string, options: Options): Promise<ExitCode> {
    const data = await loadData(spec);
    if (options.json) printJson(firstSamples(data));
    else print(previewText(data));
    return EXIT.done;
  },
};

const sizesOf = ({ train, test }: LoadedData): string =>
  `${count(train.size)} to learn from${test ? ` + ${count(test.size)} to test` : ", none kept back to test"}`;

function describe(data: LoadedData) {
  const { name, digest, train, test, image } = data;
  const counts = ({ targets }: Dataset) =>
    train.classes?.map((_, label) => Array.from(targets).filter((target) => target === label).length);
  return {
    name,
    digest,
    shape: train.shape,
    image,
    classes: train.classes,
    train: { size: train.size, perClass: counts(train) },
    test: test && { size: test.size, perClass: counts(test) },
  };
}

function infoText(data: LoadedData, about: ReturnType<typeof describe>): string {
  const { train, test } = about;
  const shape = `[${about.shape.join(", ")}]${about.image ? `, pictures of ${about.image.width}×${about.image.height}` : ""}`;
  const lines = [
    out.bold(about.name),
    `  ${out.dim("samples")}  ${sizesOf(data)}`,
    `  ${out.dim("shape  ")}  ${shape}`,
    `  ${out.dim("SHA-256")}  ${about.digest}`,
  ];
  if (about.classes === undefined) return [...lines, `  ${out.dim("targets")}  values`].join("\n");
  const rows = about.classes
    .slice(0, 40)
    .map((name, i) => [name, count(train.perClass![i]), test ? count(test.perClass![i]) : ""]);
  return [...lines, "", table(["class", ">train", test ? ">test" : ""], rows)].join("\n");
}

function previewText(data: LoadedData): string {
  const { train, image } = data;
  const head = `${out.bold(data.name)}  ${out.dim(sizesOf(data))}\n`;
  if (image !== undefined) return `${head}\n${pictures(train, image)}`;
  if (train.shape.length === 1 && train.shape[0] === 2) return `${head}\n${scatter(train)}`;
  const rows = firstSamples(data).map(({ inputs, target }) => [
    ...inputs.slice(0, 10).map(loss),
    inputs.length > 10 ? "…" : "",
    String(target),
  ]);
  const heads = rows[0].slice(0, -2).map((_, i) => `>x${i + 1}`);
  return `${head}\n${table([...heads, "", "target"], rows)}`;
}

const ROWS = 3;

/** Some rows of pictures, with what they show below. */
function pictures(train: Dataset, image: NonNullable<LoadedData["image"]>): string {
  const size = train.inputs.length / train.size;
  const pictureAt = (i: number) =>
    cropToInk({ ...image, values: train.inputs.subarray(i * size, (i + 1) * size) });
  const width = Math.min(28, pictureAt(0).width);
  const perRow = Math.max(1, Math.floor((outWidth() + 2) / (width + 2)));
  const rows: string[] = [];
  for (let from = 0; from < Math.min(train.size, ROWS * perRow); from += perRow) {
    const indices = Array.from({ length: Math.min(perRow, train.size - from) }, (_, i) => from + i);
    const blocks = indices.map((i) => [...drawPicture(pictureAt(i)), out.dim(labelOf(train, i))]);
    const widths = indices.map(() => width);
    rows.push(sideBySide(blocks, widths).join("\n"));
  }
  return rows.join("\n\n");
}

function labelOf({ classes, targets, size }: Dataset, i: number): string {
  const width = targets.length / size;
  if (classes && width === 1) return classes[targets[i]];
  return Array.from(targets.subarray(i * width, (i + 1) * width), loss).join(" ");
}

function firstSamples({ train }: LoadedData) {
  const size = train.inputs.length / train.size;
  return Array.from({ length: Math.min(10, train.size) }, (_, i) => ({
    inputs: Array.from(train.inputs.subarray(i * size, (i + 1) * size)),
    target: labelOf(train, i),
  }));
}
