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

/** The first bytes of the import of a memory with a maximum; the last of them says that it is not shared. */
const MEMORY_IMPORT = [..."memory"].map((letter) => letter.charCodeAt(0)).concat(2, 1);
const SHARED = 3;

/** Has a module ask for a memory that is shared: nothing else about it differs. */
function askForShared(bytes: Uint8Array): void {
  const at = bytes.findIndex((_, i) => MEMORY_IMPORT.every((byte, j) => bytes[i + j] === byte));
  bytes[at + MEMORY_IMPORT.length - 1] = SHARED;
}

/** Kernels in WebAssembly, as the package carries them: in base 64, and deflated where every byte is sent over a network.
 *  Compiled once, when they are first needed. */
export class KernelModule {
  readonly #packed: string;
  readonly #compiled = new Map<boolean, Promise<WebAssembly.Module>>();

  constructor(packed: string) {
    this.#packed = packed;
  }

  /** The kernels at work on a memory. */
  async start<Exports>(memory: WebAssembly.Memory, shared: boolean): Promise<Exports> {
    const { exports } = await WebAssembly.instantiate(await this.compiled(shared), { env: { memory } });
    return exports as Exports;
  }

  /** @param shared whether for memories that threads share */
  compiled(shared: boolean): Promise<WebAssembly.Module> {
    const compiled = this.#compiled.get(shared) ?? this.#compile(shared);
    this.#compiled.set(shared, compiled);
    return compiled;
  }

  async #compile(shared: boolean): Promise<WebAssembly.Module> {
    const packed = decodeBase64(this.#packed);
    const bytes = isModule(packed) ? packed : await inflate(packed);
    if (shared) askForShared(bytes);
    return WebAssembly.compile(bytes);
  }
}
