import { closeSync, openSync, readSync } from "node:fs";

/** The bytes of a file from one place up to another, or up to its end. */
export function readPart(path: string, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(to - from);
  const file = openSync(path, "r");
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from));
  } finally {
    closeSync(file);
  }
}
