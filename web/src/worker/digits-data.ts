// The digits of a config: those that come with the page, or all 70,000 from `chainrule open`; and one's own.
import { ChainruleError } from "chainrule";
import { type Dataset, mnistDataset, type TrainTest } from "chainrule/data";
import type { DigitsConfig } from "../config/digits.ts";
import { fetchMnist10k } from "../digits/mnist-10k.ts";
import type { OwnDigits } from "../protocol/digits.ts";

export type Digits = Required<TrainTest>;

const PIXELS = 784;
/** A few digits among thousands would go under: together they are seen as often as this share of the others … */
const OWN_SHARE = 0.05;
/** … but none of them more often than this in an epoch. */
const MOST_COPIES = 40;

const loaded = new Map<DigitsConfig["data"], Promise<Digits>>();

/** Fetched once.
 *  @param base the address of the page
 *  Errors    E_IO, E_FORMAT */
export function loadDigits(name: DigitsConfig["data"], base: string): Promise<Digits> {
  let digits = loaded.get(name);
  if (digits === undefined) {
    digits = name === "mnist" ? fetchMnist(base) : fetchMnist10k(base);
    loaded.set(name, digits);
    digits.catch(() => loaded.delete(name)); // to be tried again
  }
  return digits;
}

async function fetchMnist(base: string): Promise<Digits> {
  const part = async (name: string): Promise<Dataset> => {
    const files = [`${name}-images-idx3-ubyte`, `${name}-labels-idx1-ubyte`];
    const [images, labels] = await Promise.all(files.map((file) => fetchFile(file, base)));
    return mnistDataset(images, labels, `mnist ${name}`);
  };
  const [train, test] = await Promise.all([part("train"), part("t10k")]);
  return { train, test };
}

async function fetchFile(file: string, base: string): Promise<Uint8Array> {
  const response = await fetch(new URL(`/api/data/mnist/${file}`, base)).catch(() => undefined);
  if (response?.ok) return new Uint8Array(await response.arrayBuffer());
  throw new ChainruleError("E_IO", {
    where: "mnist",
    expected: "the 70,000 digits, from `chainrule open`",
    got: response === undefined ? "no answer" : `status ${response.status}`,
    remedy: "Run `chainrule data get mnist`, then `chainrule open`. The 10,000 digits need neither.",
  });
}

/** How often each of one's own digits is seen in an epoch of `size` others. */
export const ownCopies = (own: number, size: number): number =>
  own === 0 ? 0 : Math.max(1, Math.min(MOST_COPIES, Math.round((OWN_SHARE * size) / own)));

/** The digits to train with, and one's own after them. */
export function withOwn(train: Dataset, { pixels, labels }: OwnDigits): Dataset {
  const copies = ownCopies(labels.length, train.size);
  if (copies === 0) return train;
  const size = train.size + copies * labels.length;
  const inputs = new Uint8Array(size * PIXELS);
  const targets = new Uint8Array(size);
  inputs.set(train.inputs as Uint8Array);
  targets.set(train.targets);
  for (let at = train.size; at < size; at += labels.length) {
    inputs.set(pixels, at * PIXELS);
    targets.set(labels, at);
  }
  return { ...train, inputs, targets, size };
}
