// How much memory a page and its workers hold, after what is not needed any more has gone.
import type { CDPSession, Page } from "playwright-core";

export interface Heap {
  bytes(): Promise<number>;
}

interface Answer {
  readonly id?: number;
  readonly result?: { readonly usedSize?: number };
}

/** Looks into a page, and into the workers that it has now. */
export async function watchHeap(page: Page): Promise<Heap> {
  const session = await page.context().newCDPSession(page);
  const workers: string[] = [];
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") workers.push(sessionId);
  });
  await session.send("Target.setAutoAttach", {
    ...{ autoAttach: true, waitForDebuggerOnStart: false, flatten: false },
  });
  const own = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize;
  };
  if (workers.length === 0) throw new Error("the page has no worker");
  return {
    async bytes() {
      const sizes = [await own()];
      for (const worker of workers) {
        await ask(session, worker, "HeapProfiler.collectGarbage");
        sizes.push((await ask(session, worker, "Runtime.getHeapUsage")).usedSize!);
      }
      return sizes.reduce((sum, size) => sum + size, 0);
    },
  };
}

let questions = 0;

/** A worker is asked through the page that has it. */
function ask(session: CDPSession, sessionId: string, method: string): Promise<NonNullable<Answer["result"]>> {
  const id = ++questions;
  return new Promise((resolve) => {
    const hear = (event: { sessionId: string; message: string }) => {
      const answer: Answer = JSON.parse(event.message);
      if (event.sessionId !== sessionId || answer.id !== id) return;
      session.off("Target.receivedMessageFromTarget", hear);
      resolve(answer.result ?? {});
    };
    session.on("Target.receivedMessageFromTarget", hear);
    const message = JSON.stringify({ id, method });
    void session.send("Target.sendMessageToTarget", { sessionId, message });
  });
}
