import { readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import { ChainruleError } from "../core/errors.js";
import { MAX_ELEMENTS } from "../core/shape.js";
import { checkDataset, type Dataset } from "../data/dataset.js";
import { type GrayImage, toGray } from "../data/gray-image.js";
import { MAX_FILE_BYTES, readBytes } from "./read-bytes.js";
import { readImage } from "./read-image.js";

const IMAGE = new Set([".png", ".jpg", ".jpeg"]);

/** A folder of images by class: each sub-folder is a class, each PNG or JPEG in it a sample, in shades of grey.
 *  Shapes    inputs of shape [1, height, width]; classes are the names of the sub-folders, in sorted order
 *  Errors    E_DATA fewer than two classes, a class without images, sizes that differ; E_FORMAT see readImage */
export async function readImageFolder(folder: string): Promise<Dataset> {
  const fail = (where: string, expected: string, got: string, remedy: string): never => {
    throw new ChainruleError("E_DATA", { where, expected, got, remedy });
  };
  const entries = await readdir(folder, { withFileTypes: true });
  const classes = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map((entry) => entry.name)
    .sort();
  if (classes.length < 2) {
    const remedy = "A folder of data has the four IDX files of MNIST, or images in one sub-folder per class.";
    fail(
      folder,
      "a sub-folder of images for each of two classes or more",
      `${classes.length} sub-folders`,
      remedy,
    );
  }
  const files: { path: string; label: number }[] = [];
  for (const [label, name] of classes.entries()) {
    const names = (await readdir(join(folder, name))).filter((file) =>
      IMAGE.has(extname(file).toLowerCase()),
    );
    if (names.length === 0)
      fail(join(folder, name), "PNG or JPEG images", "none", "Put some there, or remove the folder.");
    for (const file of names.sort()) files.push({ path: join(folder, name, file), label });
  }

  const first = await readGray(files[0].path);
  const { width, height } = first;
  if (files.length * width * height > MAX_ELEMENTS) {
    const got = `${files.length} images of ${width} × ${height}`;
    fail(folder, `at most ${MAX_ELEMENTS} pixels in all`, got, "Make the images smaller, or take fewer.");
  }
  const inputs = new Uint8Array(files.length * width * height);
  for (const [i, { path }] of files.entries()) {
    const image = i === 0 ? first : await readGray(path);
    if (image.width !== width || image.height !== height) {
      const expected = `${width} × ${height} pixels, as ${files[0].path} has`;
      fail(path, expected, `${image.width} × ${image.height}: sizes differ`, "Scale all images to one size.");
    }
    inputs.set(image.pixels, i * width * height);
  }
  const targets = Int32Array.from(files, ({ label }) => label);
  return checkDataset({ inputs, shape: [1, height, width], targets, classes, size: files.length }, folder);
}

async function readGray(path: string): Promise<GrayImage> {
  return toGray(readImage((await readBytes(path, MAX_FILE_BYTES)) ?? new Uint8Array(0), path));
}
