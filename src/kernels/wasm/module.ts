import { readStream } from "../../core/read-stream.js";

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < characters.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

/** Kernels in WebAssembly, as the package carries them: deflated, in base 64. Compiled once, when they are first needed. */
export class KernelModule {
  readonly #packed: string;
  #compiled: Promise<WebAssembly.Module> | undefined;

  constructor(packed: string) {
    this.#packed = packed;
  }

  /** The kernels at work on a memory. */
  async start<Exports>(memory: WebAssembly.Memory): Promise<Exports> {
    this.#compiled ??= this.#compile();
    const { exports } = await WebAssembly.instantiate(await this.#compiled, { env: { memory } });
    return exports as Exports;
  }

  async #compile(): Promise<WebAssembly.Module> {
    const packed = new Blob([decodeBase64(this.#packed)]).stream();
    const bytes = await readStream(
      packed.pipeThrough(new DecompressionStream("deflate-raw")),
      Number.POSITIVE_INFINITY,
    );
    return WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>);
  }
}
