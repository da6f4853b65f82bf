import { decode } from "jpeg-js";
import { PNG } from "pngjs";
import { ChainruleError } from "../core/errors.js";
import type { RgbaImage } from "../data/gray-image.js";
import { exifOrientation, upright } from "./exif-orientation.js";
import { guardPng } from "./png-guard.js";

const MEGAPIXELS = 64;
const JPEG_MEGABYTES = 1024;

/** Decodes a PNG (of any depth and colour type) or a JPEG; which one it is, its first bytes say. A photo is
 *  turned upright, as its camera noted.
 *  Shapes    data[height × width × 4], 8 bits each
 *  Errors    E_FORMAT neither format, damaged, or more than 64 megapixels, which is told before anything is unpacked */
export function readImage(bytes: Uint8Array, where: string): RgbaImage {
  const decoder = decoderOf(bytes);
  if (decoder === undefined) {
    const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    throw new ChainruleError("E_FORMAT", {
      where,
      expected: "a PNG or JPEG image",
      got: bytes.length === 0 ? "nothing" : `a file that begins with ${start}`,
      remedy: "Save the picture as PNG or JPEG.",
    });
  }
  try {
    return decoder.read(bytes);
  } catch (cause) {
    throw new ChainruleError(
      "E_FORMAT",
      {
        where,
        expected: `an intact ${decoder.name} of at most ${MEGAPIXELS} megapixels`,
        got: `a damaged or too large one (${cause instanceof Error ? cause.message : String(cause)})`,
        remedy: "Save it again from a program that can open it, or make it smaller.",
      },
      { cause },
    );
  }
}

interface Decoder {
  readonly name: string;
  readonly magic: readonly number[];
  read(bytes: Uint8Array): RgbaImage;
}

const DECODERS: readonly Decoder[] = [
  { name: "PNG", magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], read: readPng },
  { name: "JPEG", magic: [0xff, 0xd8, 0xff], read: readJpeg },
];

const decoderOf = (bytes: Uint8Array): Decoder | undefined =>
  DECODERS.find(({ magic }) => magic.every((byte, i) => bytes[i] === byte));

function readPng(bytes: Uint8Array): RgbaImage {
  guardPng(bytes, MEGAPIXELS * 1e6);
  const { width, height, data } = PNG.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  if (data.length !== width * height * 4) throw new Error("it has less data than its size needs");
  return { width, height, data };
}

function readJpeg(bytes: Uint8Array): RgbaImage {
  const decoded: RgbaImage & { exifBuffer?: Uint8Array } = decode(bytes, {
    useTArray: true,
    tolerantDecoding: false,
    maxResolutionInMP: MEGAPIXELS,
    maxMemoryUsageInMB: JPEG_MEGABYTES,
  });
  const { width, height, data, exifBuffer } = decoded;
  if (!(width >= 1 && height >= 1)) throw new Error("it has no pixels");
  // the decoder leaves one byte of padding before the Exif structure itself
  return upright({ width, height, data }, exifBuffer ? exifOrientation(exifBuffer.subarray(1)) : 1);
}
