import { ChainruleError } from "chainrule";
import { type Dataset, gunzip, isGzip, type TrainTest } from "chainrule/data";

/** Where the digits lie beside the page; `web/scripts/mnist-10k.mjs` has packed them. */
const FILE = "mnist-10k.bin";
const PIXELS = 784;
const TRAIN = 9_000;
const TEST = 1_000;
const BYTES = (TRAIN + TEST) * (PIXELS + 1);

/** Fetches the 10,000 digits that come with the workbench: the same samples, in the same order, as `mnist-10k` has in Node.
 *  @param base the address that the file's name counts from
 *  Errors    E_IO it does not come; E_FORMAT it is not what it should be */
export async function fetchMnist10k(base: string = document.baseURI): Promise<Required<TrainTest>> {
  const url = new URL(FILE, base);
  const response = await fetch(url).catch((cause: unknown) => String(cause));
  if (typeof response === "string" || !response.ok) {
    throw new ChainruleError("E_IO", {
      where: url.pathname,
      expected: "the digits that come with the page",
      got: typeof response === "string" ? response : `status ${response.status}`,
      remedy: "Load the page again; without a network, visit it once with one.",
    });
  }
  return unpackMnist10k(new Uint8Array(await response.arrayBuffer()), url.pathname);
}

/** Unpacks them. A server may have said that the file is gzip, and the browser have unpacked it already.
 *  Errors    E_FORMAT */
export async function unpackMnist10k(file: Uint8Array, where: string): Promise<Required<TrainTest>> {
  const bytes = isGzip(file) ? await gunzip(file, BYTES, where) : file;
  const labels = bytes.subarray((TRAIN + TEST) * PIXELS);
  if (bytes.length !== BYTES || labels.some((label) => label > 9)) {
    throw new ChainruleError("E_FORMAT", {
      where,
      expected: `${BYTES} bytes of pixels and labels from 0 to 9`,
      got: bytes.length === BYTES ? "other labels" : `${bytes.length} bytes`,
      remedy: "Build the workbench again.",
    });
  }
  const part = (first: number, size: number): Dataset => ({
    inputs: bytes.slice(first * PIXELS, (first + size) * PIXELS),
    shape: [1, 28, 28],
    targets: labels.slice(first, first + size),
    classes: Array.from({ length: 10 }, (_, digit) => String(digit)),
    size,
  });
  return { train: part(0, TRAIN), test: part(TRAIN, TEST) };
}
