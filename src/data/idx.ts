import { ChainruleError } from "../core/errors.js";
import { checkDataset, type Dataset } from "./dataset.js";

const UNSIGNED_BYTE = 0x08;
const DIGITS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Reads an array of unsigned bytes in the IDX format: the bytes 0, 0, 8 (the type), the number of dimensions, then each
 *  extent in 4 bytes, most significant first, then the values, row-major.
 *  Shapes    values has as many bytes as the product of `shape`; it is a view of `bytes`, not a copy
 *  Errors    E_FORMAT another type, not 1 to 8 dimensions, fewer or more bytes than the header announces
 *  Source    LeCun, Cortes, Burges, "The MNIST database", 1998, "File formats" */
export function parseIdx(bytes: Uint8Array, where: string): { shape: number[]; values: Uint8Array } {
  const fail = (expected: string, got: string, remedy: string): never => {
    throw new ChainruleError("E_FORMAT", { where, expected, got, remedy });
  };
  if (bytes.length < 4) fail("an IDX header of at least 4 bytes", `${bytes.length} bytes`, "Fetch it again.");
  const [zero1, zero2, type, rank] = bytes;
  if (zero1 !== 0 || zero2 !== 0 || type !== UNSIGNED_BYTE || rank < 1 || rank > 8) {
    const magic = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const remedy =
      zero1 === 0x1f && zero2 === 0x8b
        ? "It is compressed with gzip: unpack it, or let its name end in .gz."
        : "Give a file of unsigned bytes in IDX format.";
    fail("IDX bytes 00 00 08 and 1 to 8 dimensions", magic, remedy);
  }
  const start = 4 + 4 * rank;
  if (bytes.length < start) fail(`a header of ${start} bytes`, `${bytes.length} bytes`, "Fetch it again.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  // as a double the product of eight extents cannot overflow, and where it is inexact it is far too large anyway
  const announced = shape.reduce((product, extent) => product * extent, 1);
  const present = bytes.length - start;
  if (announced !== present) {
    const what = present < announced ? "The file is cut short" : "The file has trailing bytes";
    fail(
      `${shape.join(" × ")} = ${announced} values`,
      `${present} bytes`,
      `${what} or damaged: fetch it again.`,
    );
  }
  return { shape, values: bytes.subarray(start) };
}

/** Pairs a file of images with a file of digits as MNIST and its relatives have them.
 *  Shapes    images[n, height, width] and labels[n] -> inputs of shape [1, height, width], classes "0" to "9"
 *  Errors    E_FORMAT see {@link parseIdx}; E_DATA ranks other than 3 and 1, counts that differ, labels above 9 */
export function mnistDataset(imagesBytes: Uint8Array, labelsBytes: Uint8Array, where: string): Dataset {
  const images = parseIdx(imagesBytes, `${where} images`);
  const labels = parseIdx(labelsBytes, `${where} labels`);
  if (images.shape.length !== 3 || labels.shape.length !== 1) {
    throw new ChainruleError("E_DATA", {
      where,
      expected: "images of 3 dimensions and labels of 1",
      got: `${images.shape.length} and ${labels.shape.length}`,
      remedy: "Check that the image file and the label file are not swapped.",
    });
  }
  const [size, height, width] = images.shape;
  if (labels.shape[0] !== size) {
    throw new ChainruleError("E_DATA", {
      where,
      expected: `one label for each of ${size} images`,
      got: `${labels.shape[0]} labels`,
      remedy: "Take both files from the same set: train with train, t10k with t10k.",
    });
  }
  const data = {
    inputs: images.values,
    shape: [1, height, width],
    targets: labels.values,
    classes: DIGITS,
    size,
  };
  return checkDataset(data, where);
}
