import { readStream } from "../../core/read-stream.js";

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < characters.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return (await readStream(stream, Number.POSITIVE_INFINITY)) as Uint8Array<ArrayBuffer>;
}

/** Deflated or not: a module begins with 0 and "asm". */
const isModule = ([zero, a, s, m]: Uint8Array): boolean =>
  zero === 0 && a === 0x61 && s === 0x73 && m === 0x6d;

/** Kernels in WebAssembly, as the package carries them: in base 64, and deflated where every byte is sent over a network.
 *  Compiled once, when they are first needed. */
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
    const bytes = decodeBase64(this.#packed);
    return WebAssembly.compile(isModule(bytes) ? bytes : await inflate(bytes));
  }
}
