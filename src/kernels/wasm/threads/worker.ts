// The program of a worker. It is made into a text, which src/kernels/wasm/generated/worker.ts holds, so that no bundler has to
// find it.
import { Control, Word } from "./control.js";
import { parentPort } from "./host.js";
import type { Message } from "./team.js";

/** How often a worker looks for work before it goes to sleep: some hundred microseconds. */
const LOOKS = 50_000;

/** Bytes of models that are gone which may lie about. */
const MOST_DROPPED = 2 ** 26;

type Kernel = (...args: number[]) => unknown;

const port = parentPort();
/** The kernels of each model, by its number, and its memory. */
const crews = new Map<number, { readonly memory: WebAssembly.Memory; readonly kernels: readonly Kernel[] }>();
let control: Control;
let me = 0;
let messages = 0;
let dropped = 0;

port.onmessage = ({ data }: { data: Message }) => {
  messages += 1;
  if ("control" in data) {
    control = new Control(data.control);
    me = data.me;
  } else if ("module" in data) {
    const { id, module, memory, kernels, scratch } = data;
    const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as Record<string, Kernel>;
    if (scratch !== undefined) exports.useScratch(scratch);
    crews.set(id, { memory, kernels: kernels.map((name) => exports[name]) });
    port.postMessage(id);
  } else drop(data.drop);
  serve();
};

/** Forgets a model. The garbage collector does not see how large shared memory is, and to a thread that makes no garbage it would
 *  never come. It comes where memory runs short: so now and then, more is asked for than there is. */
function drop(id: number): void {
  dropped += crews.get(id)?.memory.buffer.byteLength ?? 0;
  crews.delete(id);
  if (dropped < MOST_DROPPED) return;
  dropped = 0;
  try {
    Reflect.construct(ArrayBuffer, [2 ** 47]);
  } catch {} // as expected
}

/** Helps whenever there is something to do, until there is mail. */
function serve(): void {
  const { words } = control;
  let seen = 0;
  let looks = 0;
  while (true) {
    const gate = Atomics.load(words, Word.gate);
    if (Atomics.load(words, Word.mail + me) !== messages) return;
    if (gate !== seen) {
      seen = gate;
      looks = 0;
      if (gate & 1) help(gate);
    } else if (++looks > LOOKS) {
      Atomics.add(words, Word.sleepers, 1);
      Atomics.wait(words, Word.gate, gate);
      Atomics.sub(words, Word.sleepers, 1);
      looks = 0;
    }
  }
}

/** Takes part in the call at hand, if the gate is still open once this worker is counted in. */
function help(gate: number): void {
  const { words } = control;
  Atomics.add(words, Word.active, 1);
  if (Atomics.load(words, Word.gate) === gate && me < words[Word.threads]) {
    const kernel = crews.get(words[Word.crew])?.kernels[words[Word.kernel]];
    try {
      if (kernel !== undefined) control.take(kernel, me);
    } catch {
      Atomics.store(words, Word.failed, 1);
    }
  }
  if (Atomics.sub(words, Word.active, 1) === 1 && Atomics.load(words, Word.waiting) === 1)
    Atomics.notify(words, Word.active);
}
