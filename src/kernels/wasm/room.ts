import type { Arena } from "../../core/tensor.js";

/** Memory to work in, as much as has been asked for at once. */
export class Room {
  readonly #arena: Arena;
  #bytes = -1;
  #at = 0;

  constructor(arena: Arena) {
    this.#arena = arena;
  }

  /** Where there is room for so many bytes: the same place, unless they are more than ever before. */
  for(bytes: number): number {
    if (bytes > this.#bytes) {
      this.#bytes = bytes;
      this.#at = this.#arena.allocateBytes(bytes).offset;
    }
    return this.#at;
  }
}
