import { crc32, deflateSync } from "node:zlib";
import jpeg from "jpeg-js";
import { PNG } from "pngjs";
import { describe, expect, it } from "vitest";
import { readImage } from "./read-image.js";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(data.length);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}

function header(width: number, height: number, depth: number, colorType: number, interlace = 0): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes.set([depth, colorType, 0, 0, interlace], 8);
  return chunk("IHDR", bytes);
}

const png = (...chunks: Buffer[]) => Buffer.concat([SIGNATURE, ...chunks, chunk("IEND", Buffer.alloc(0))]);
const rows = (...bytes: number[]) => chunk("IDAT", deflateSync(Uint8Array.from(bytes)));

/** A picture of 5 × 4 in all kinds of colours, transparent here and there. */
const colours = Buffer.from(Array.from({ length: 80 }, (_, i) => (i * 37 + (i >> 2)) % 256));

const encode = (options: object, data: Buffer = colours) => {
  const image = new PNG({ width: 5, height: 4 });
  data.copy(image.data);
  return new Uint8Array(PNG.sync.write(image, options));
};

describe("readImage", () => {
  it("reads RGB and alpha", () => {
    const { width, height, data } = readImage(encode({ colorType: 6 }), "a.png");
    expect([width, height]).toEqual([5, 4]);
    expect([...data]).toEqual([...colours]);
  });

  it("reads 16 bits per channel, to the nearest of 8", () => {
    const bytes = png(header(2, 1, 16, 0), rows(0, 0x80, 0x80, 0xff, 0xff));
    expect([...readImage(bytes, "a.png").data]).toEqual([128, 128, 128, 255, 255, 255, 255, 255]);
  });

  it("reads a palette with transparency", () => {
    const palette = chunk("PLTE", Uint8Array.of(10, 20, 30, 200, 100, 50));
    const transparent = chunk("tRNS", Uint8Array.of(0));
    const bytes = png(header(2, 1, 8, 3), palette, transparent, rows(0, 1, 0));
    expect([...readImage(bytes, "a.png").data]).toEqual([200, 100, 50, 255, 10, 20, 30, 0]);
  });

  it("reads one bit of grey, and grey with alpha", () => {
    expect([...readImage(png(header(2, 1, 1, 0), rows(0, 0b01000000)), "a.png").data]).toEqual([
      0, 0, 0, 255, 255, 255, 255, 255,
    ]);
    expect([...readImage(png(header(1, 1, 8, 4), rows(0, 77, 99)), "a.png").data]).toEqual([77, 77, 77, 99]);
  });

  it("reads an interlaced picture", () => {
    const bytes = png(header(2, 2, 8, 0, 1), rows(0, 1, 0, 2, 0, 3, 4));
    expect([...readImage(bytes, "a.png").data].filter((_, i) => i % 4 === 0)).toEqual([1, 2, 3, 4]);
  });

  it("reads interlaced pictures of every small size", () => {
    for (let width = 1; width <= 9; width++) {
      for (let height = 1; height <= 9; height++) {
        const passes = [
          [0, 0, 8, 8],
          [4, 0, 8, 8],
          [0, 4, 4, 8],
          [2, 0, 4, 4],
          [0, 2, 2, 4],
          [1, 0, 2, 2],
          [0, 1, 1, 2],
        ];
        const bytes: number[] = [];
        for (const [x0, y0, across, down] of passes) {
          for (let y = y0; y < height && x0 < width; y += down) {
            bytes.push(0);
            for (let x = x0; x < width; x += across) bytes.push(10 * y + x);
          }
        }
        const { data } = readImage(png(header(width, height, 8, 0, 1), rows(...bytes)), "a.png");
        for (let i = 0; i < width * height; i++)
          expect(data[4 * i]).toBe(10 * Math.floor(i / width) + (i % width));
      }
    }
  });

  it("reads JPEG", () => {
    const data = Buffer.alloc(16 * 16 * 4, 200);
    const bytes = new Uint8Array(jpeg.encode({ width: 16, height: 16, data }, 95).data);
    const image = readImage(bytes, "a.jpg");
    expect([image.width, image.height]).toEqual([16, 16]);
    expect(Math.abs(image.data[0] - 200)).toBeLessThan(3);
  });

  const whole = encode({});
  const photo = new Uint8Array(
    jpeg.encode({ width: 16, height: 16, data: Buffer.from(Array.from({ length: 1024 }, (_, i) => i)) }, 90)
      .data,
  );
  // 17 KB that unpack to 16 MB
  const flood = chunk("IDAT", deflateSync(Buffer.alloc(2 ** 24)));
  it.each<[string, Uint8Array]>([
    ["nothing", new Uint8Array(0)],
    ["text", new TextEncoder().encode("not an image at all")],
    ["GIF", new TextEncoder().encode("GIF89a......")],
    ["a PNG signature alone", SIGNATURE],
    ["a PNG cut short", whole.subarray(0, whole.length - 20)],
    ["a PNG without its end", whole.subarray(0, whole.length - 12)],
    ["a PNG with a flipped bit", whole.with(50, whole[50] ^ 1)],
    ["a PNG without data", png(header(5, 4, 8, 6))],
    ["a PNG with too few rows", png(header(1, 4, 8, 0), rows(0, 1, 0, 2))],
    ["a PNG of no pixels", png(header(0, 4, 8, 0), rows(0))],
    ["a PNG of an unknown colour type", png(header(1, 1, 8, 5), rows(0, 1))],
    ["a palette that is not there", png(header(1, 1, 8, 3), rows(0, 1))],
    ["a PNG of 65,535 × 65,535", png(header(65_535, 65_535, 8, 6), rows(0, 1))],
    ["a PNG of 8,000 × 8,000 in 10 bytes", png(header(8000, 8000, 8, 6), rows(0, 1))],
    ["a PNG with a second, larger header", png(header(1, 1, 8, 0), header(30_000, 30_000, 8, 6), rows(0, 1))],
    ["a bomb", png(header(100, 100, 8, 0), flood)],
    ["an interlaced bomb", png(header(100, 100, 8, 0, 1), flood)],
    ["JPEG's first bytes alone", Uint8Array.of(0xff, 0xd8, 0xff)],
    ["a JPEG cut short", photo.subarray(0, photo.length >> 1)],
  ])("refuses %s", (_, bytes) => {
    expect(() => readImage(bytes, "picture")).toThrow(
      expect.objectContaining({ code: "E_FORMAT", where: "picture" }),
    );
  });

  it("refuses a JPEG that says it is huge", () => {
    const huge = Uint8Array.from(photo);
    const frame = huge.findIndex((byte, i) => byte === 0xff && huge[i + 1] === 0xc0);
    huge.set([0xff, 0xff, 0xff, 0xff], frame + 5);
    expect(() => readImage(huge, "a.jpg")).toThrow(expect.objectContaining({ code: "E_FORMAT" }));
  });

  it("never fails in another way, wherever a file is cut", () => {
    for (const bytes of [whole, photo]) {
      for (let length = 0; length < bytes.length; length++) {
        try {
          readImage(bytes.subarray(0, length), "picture");
        } catch (error) {
          expect(error).toMatchObject({ code: "E_FORMAT" });
        }
      }
    }
  });
});
