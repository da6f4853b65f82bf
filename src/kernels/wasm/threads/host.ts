// The one file of the library that asks where it runs: whether there is something like a thread, and how many processors.

/** What is read of Node's `worker_threads` and of a page's `Worker`, by either name. */
interface Host {
  readonly process?: { getBuiltinModule?(name: string): any };
  readonly navigator?: { readonly hardwareConcurrency?: number };
  readonly crossOriginIsolated?: boolean;
  readonly Worker?: new (url: string) => any;
  readonly performance: { now(): number };
  setTimeout(action: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

const host = globalThis as unknown as Host;
const builtin = (name: string): any => host.process?.getBuiltinModule?.(`node:${name}`);

/** Whether there are threads here that can share memory: in a page, only where it is cross-origin isolated. */
export function hasThreads(): boolean {
  if (typeof SharedArrayBuffer !== "function") return false;
  return (
    builtin("worker_threads") !== undefined ||
    (host.Worker !== undefined && host.crossOriginIsolated === true)
  );
}

/** How many threads can run at once. */
export const parallelism = (): number =>
  builtin("os")?.availableParallelism() ?? host.navigator?.hardwareConcurrency ?? 1;

/** Milliseconds since some moment. What comes out never depends on it, only who computes it. */
export const now = (): number => host.performance.now();

/** A thread, seen from the one that started it. */
export interface Thread {
  post(message: unknown): void;
}

/** Starts a thread that does not keep a process from ending.
 *  @param program its script
 *  @param receive is given what the thread posts
 *  @param fail is called when it cannot start, or dies
 *  Errors    whatever the host throws where threads are forbidden */
export function startThread(program: string, receive: (message: unknown) => void, fail: () => void): Thread {
  const node = builtin("worker_threads");
  if (node !== undefined) {
    const worker = new node.Worker(program, { eval: true, execArgv: [], env: {} });
    worker.on("message", receive).on("messageerror", fail).on("error", fail).on("exit", fail).unref();
    return { post: (message) => worker.postMessage(message) };
  }
  const url = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  const worker = new host.Worker!(url);
  worker.onmessage = ({ data }: { data: unknown }) => receive(data);
  worker.onmessageerror = fail;
  worker.onerror = (event: { preventDefault(): void }) => {
    event.preventDefault();
    fail();
  };
  return { post: (message) => worker.postMessage(message) };
}

/** For a thread itself: the way to the one that started it. */
export function parentPort(): { onmessage: unknown; postMessage(message: unknown): void } {
  return builtin("worker_threads")?.parentPort ?? globalThis;
}

/** Waits until a promise has settled, but no longer than that. */
export async function atMost(milliseconds: number, promise: Promise<unknown>): Promise<void> {
  let timer: unknown;
  const limit = new Promise<void>((done) => {
    timer = host.setTimeout(done, milliseconds);
  });
  await Promise.race([promise, limit]);
  host.clearTimeout(timer);
}
