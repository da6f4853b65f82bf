// The entry of the worker that reads digits: messages in, answers out, handled one after the other.
import { PROTOCOL } from "../protocol/messages.ts";
import { type FromReader, parseReaderMessage, type ReaderMessage } from "../protocol/reader.ts";
import { faultOf } from "./fault.ts";
import { Reader } from "./reader.ts";

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent) => void;
  postMessage(data: unknown): void;
};

const reader = new Reader();

async function handle(message: ReaderMessage): Promise<FromReader> {
  if (message.type === "model") {
    await reader.take(message.bytes);
    return { type: "ready" };
  }
  const answer = reader.look(message);
  return answer === undefined ? { type: "blank", id: message.id } : { type: "answer", answer };
}

let queue = Promise.resolve();
scope.onmessage = ({ data }) => {
  queue = queue.then(async () => {
    let message: FromReader;
    try {
      message = await handle(parseReaderMessage(data));
    } catch (error) {
      message = { type: "fault", fault: faultOf(error) };
    }
    scope.postMessage({ protocol: PROTOCOL, message });
  });
};
