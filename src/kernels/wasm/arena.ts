import { ChainruleError } from "../../core/errors.js";
import type { Arena, Bytes, Tensor } from "../../core/tensor.js";

const PAGE = 65536;
/** Kernels may read, though not use, this many bytes beyond a tensor. */
const SLACK = 256;

/** A window on the memory that can be laid anew when the memory has grown and its old buffer is gone. */
class Window implements Tensor {
  data!: Float32Array;
  readonly offset: number;
  readonly length: number;

  constructor(offset: number, length: number) {
    this.offset = offset;
    this.length = length;
  }

  attach(buffer: ArrayBufferLike): void {
    this.data = new Float32Array(buffer, this.offset, this.length);
  }
}

class ByteWindow implements Bytes {
  data!: Uint8Array;
  readonly offset: number;
  readonly length: number;

  constructor(offset: number, length: number) {
    this.offset = offset;
    this.length = length;
  }

  attach(buffer: ArrayBufferLike): void {
    this.data = new Uint8Array(buffer, this.offset, this.length);
  }
}

/** Takes tensors from one WebAssembly memory, one after the other, each on a 16-byte boundary. */
export class WasmArena implements Arena {
  readonly #memory: WebAssembly.Memory;
  readonly #windows: (Window | ByteWindow)[] = [];
  readonly #onGrowth: (() => void) | undefined;
  #end: number;

  /** @param onGrowth is called when the memory has grown */
  constructor(memory: WebAssembly.Memory, start: number, onGrowth?: () => void) {
    this.#memory = memory;
    this.#onGrowth = onGrowth;
    this.#end = start;
  }

  get bytes(): number {
    return this.#end;
  }

  allocate(length: number): Tensor {
    return this.#track(new Window(this.#take(length * 4), length));
  }

  allocateBytes(length: number): Bytes {
    return this.#track(new ByteWindow(this.#take(length), length));
  }

  view(tensor: Tensor, start: number, length: number): Tensor {
    return this.#track(new Window(tensor.offset + start * 4, length));
  }

  #track<W extends Window | ByteWindow>(window: W): W {
    window.attach(this.#memory.buffer);
    this.#windows.push(window);
    return window;
  }

  #take(bytes: number): number {
    const offset = this.#end;
    const end = offset + Math.ceil(bytes / 16) * 16;
    const missing = end + SLACK - this.#memory.buffer.byteLength;
    if (missing > 0) {
      this.#grow(Math.ceil(missing / PAGE), end);
      for (const window of this.#windows) window.attach(this.#memory.buffer);
      this.#onGrowth?.();
    }
    this.#end = end;
    return offset;
  }

  #grow(pages: number, end: number): void {
    try {
      this.#memory.grow(pages);
    } catch (cause) {
      throw new ChainruleError(
        "E_SHAPE",
        {
          where: "model memory",
          expected: "at most the 4 GiB that WebAssembly and this machine allow",
          got: `${Math.ceil(end / 2 ** 20)} MiB`,
          remedy: "Use a smaller batch or smaller layers.",
        },
        { cause },
      );
    }
  }
}
