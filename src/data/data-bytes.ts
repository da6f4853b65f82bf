import type { Dataset } from "./dataset.js";
import type { TrainTest } from "./split.js";

/** All that training and testing see, as bytes: inputs, shape and targets of both parts. Its SHA-256 is what runs know data
 *  by: two with the same digest had the same data. */
export function dataBytes({ train, test }: TrainTest): Uint8Array[] {
  return [...bytesOf("train", train), ...(test === undefined ? [] : bytesOf("test", test))];
}

function bytesOf(name: string, { inputs, shape, targets, size }: Dataset): Uint8Array[] {
  const types = `${inputs[Symbol.toStringTag]} ${targets[Symbol.toStringTag]}`;
  const head = `${name} ${size} [${shape.join(", ")}] ${types} ${targets.length}\n`;
  return [new TextEncoder().encode(head), ...[inputs, targets].map(raw)];
}

const raw = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
