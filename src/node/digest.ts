import { createHash } from "node:crypto";
import { dataBytes } from "../data/data-bytes.js";
import type { TrainTest } from "../data/split.js";

/** SHA-256, in hex, of everything that training and testing see. */
export function dataDigest(data: TrainTest): string {
  const hash = createHash("sha256");
  for (const bytes of dataBytes(data)) hash.update(bytes);
  return hash.digest("hex");
}
