// The entry of a worker that trains one of the six networks on the moons, and tells the page how it goes whenever that has
// painted the last frame.
import { PROTOCOL } from "../protocol/messages.ts";
import { parseMoonsMessage } from "../protocol/moons.ts";
import { MoonsTraining } from "./moons-training.ts";

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent) => void;
  postMessage(data: unknown, transfer: Transferable[]): void;
};

/** Milliseconds of training between two looks at the messages, and between two pictures. */
const SLICE = 20;
const PICTURES = 100;

const channel = new MessageChannel();
let training: MoonsTraining | undefined;
let credit = false;
let due = false;
let painted = 0;
/** Set when the last frame, which says that it is done, has gone. */
let finished = false;

function send(): void {
  credit = false;
  painted = performance.now();
  const frame = training!.frame();
  finished = frame.done;
  scope.postMessage({ protocol: PROTOCOL, message: { type: "moons", frame } }, [
    frame.map.buffer as ArrayBuffer,
    frame.costs.buffer as ArrayBuffer,
  ]);
}

/** One turn is due at a time, however many messages come. */
function wake(): void {
  if (due) return;
  due = true;
  channel.port2.postMessage(null);
}

function turn(): void {
  due = false;
  if (training === undefined || finished) return;
  const start = performance.now();
  while (!training.done && performance.now() - start < SLICE) training.advance();
  if (credit && (training.done || start - painted > PICTURES)) send();
  if (!training.done) wake();
}
channel.port1.onmessage = turn;

scope.onmessage = async ({ data }) => {
  const message = parseMoonsMessage(data);
  if (message.type === "run") training = await MoonsTraining.make(message.hidden);
  else credit = true;
  wake();
};
