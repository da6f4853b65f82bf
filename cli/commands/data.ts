import type { Dataset } from "chainrule";
import { dataSources, type LoadedData, loadData } from "chainrule/node";
import { EXIT, type ExitCode } from "../errors.js";
import { count } from "../numbers.js";
import { preview } from "../preview.js";
import { table } from "../table.js";
import { out, print, printJson } from "../terminal.js";

type Options = { readonly json?: boolean };
type PreviewOptions = Options & {
  readonly augment?: string[];
  readonly seed?: number;
  readonly png?: string;
};

const LIST_NOTE = `
Of any of them, classes=5-9 or classes=1+7 keeps only these classes (of blobs it says how many there are),
and train=500 draws so many training samples, by the seed. Of points of the plane, features=x1+x2+x1^2+sinx1 says what
of a point the network is given.
Or a path: a folder with the four IDX files, a .csv, a .npz, a folder of images by class.`;

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
        out.dim(
          settings
            .filter((setting) => setting.default !== undefined)
            .map((setting) => `${setting.name}=${setting.default}`)
            .join(","),
        ),
      ]);
      print(table(["name", "", "settings"], rows));
      print(out.dim(LIST_NOTE));
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

  async preview(spec: string, { json, ...options }: PreviewOptions): Promise<ExitCode> {
    const { data, text, samples, writePng } = await preview(spec, options);
    await writePng?.();
    if (json) printJson(samples());
    else print(`${out.bold(data.name)}  ${out.dim(sizesOf(data))}\n\n${text()}`);
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
