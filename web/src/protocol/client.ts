// The page's side of a worker: sends typed messages, parses what comes back, and paints at most one frame per animation
// frame. After each it gives the worker credit for the next, so that a slow page never falls behind. What comes after a
// frame waits for it: all is received in the order in which it was sent.
import { PROTOCOL } from "./messages.ts";

export interface Client<Out> {
  /** @returns the message's number: how many have been sent */
  send(message: Out): number;
  close(): void;
}

/** @param worker made by the page, as bundlers find workers by `new Worker(new URL(…))`
 *  @param parse checks what comes
 *  @param receive gets every message; those that `isFrame` names, in an animation frame, with credit after it */
export function connect<Out extends { type: string }, In extends { type: string }>(
  worker: Worker,
  parse: (data: unknown) => In,
  isFrame: (message: In) => boolean,
  receive: (message: In) => void,
): Client<Out | { type: "credit" }> {
  let sent = 0;
  const send = (message: Out | { type: "credit" }) => {
    worker.postMessage({ protocol: PROTOCOL, message });
    sent += 1;
    return sent;
  };
  /** A frame that waits to be painted, and what has come since. */
  let waiting: In[] | undefined;
  worker.onmessage = ({ data }) => {
    const message = parse(data);
    if (waiting !== undefined) waiting.push(message);
    else if (!isFrame(message)) receive(message);
    else {
      waiting = [message];
      requestAnimationFrame(paint);
    }
  };
  const paint = () => {
    const messages = waiting!;
    waiting = undefined;
    try {
      for (const message of messages) receive(message);
    } finally {
      send({ type: "credit" }); // an error in one frame must not be the last thing that is seen
    }
  };
  worker.onerror = (event) => console.error("worker:", event.message);
  send({ type: "credit" });
  return { send, close: () => worker.terminate() };
}
