// The digit at hand and what the network says to it. Only this file speaks to the worker that reads. It is asked one thing
// at a time; of what comes up meanwhile, only the last is asked.
import { batch, effect, signal } from "@preact/signals";
import { showToast } from "../../app/toasts.tsx";
import { faultText } from "../../i18n/faults.ts";
import { PROTOCOL } from "../../protocol/messages.ts";
import { type Answer, type Picture, parseFromReader, type ReaderMessage } from "../../protocol/reader.ts";
import { modelFile } from "./trainer.ts";

/** What is to be read: a drawing, a picture from a file, a digit of the test set. */
export const picture = signal<Picture | undefined>(undefined);
export const how = signal<"mnist" | "raw">("mnist");
export const inverted = signal(false);
/** Nothing while there is no ink. */
export const answer = signal<Answer | undefined>(undefined);
/** Whether the answer is that to what is drawn now. */
export const settled = signal(true);
/** From a stroke to the answer on the page, in milliseconds. */
export const answerTime = signal<number | undefined>(undefined);
/** Whether the inside of the network is looked at, and the gradient of which digit. */
export const lookInside = signal(false);
export const gradientOf = signal<number | "answer">("answer");

const worker = new Worker(new URL("../../worker/reader-worker.ts", import.meta.url), { type: "module" });
const send = (message: ReaderMessage) => worker.postMessage({ protocol: PROTOCOL, message });

let id = 0;
let busy = false;
let due = false;
let ready = false;
/** When what is under way was drawn. */
let drawnAt = 0;
let askedAt = 0;

worker.onmessage = ({ data }) => {
  const message = parseFromReader(data);
  if (message.type === "fault") showToast(faultText(message.fault));
  if (message.type === "ready") {
    ready = true;
    ask();
    return;
  }
  busy = false;
  if (message.type === "answer" && message.answer.id === id)
    batch(() => {
      answer.value = message.answer;
      answerTime.value = performance.now() - askedAt;
    });
  if (message.type === "blank" && message.id === id) answer.value = undefined;
  if (due) ask();
  else settled.value = true;
};

function ask(): void {
  const now = picture.peek();
  if (now === undefined || !ready) {
    due = false;
    id += 1; // what is under way is not wanted any more
    answer.value = undefined;
    settled.value = true;
    return;
  }
  settled.value = false;
  due = busy;
  if (busy) return;
  busy = true;
  id += 1;
  askedAt = drawnAt;
  const inside = lookInside.peek() ? { gradientOf: gradientOf.peek() } : undefined;
  send({ type: "look", id, picture: inverted.peek() ? invert(now) : now, how: how.peek(), inside });
}

const invert = ({ width, height, pixels }: Picture): Picture => ({
  ...{ width, height },
  pixels: pixels.map((value) => 255 - value),
});

effect(() => {
  if (modelFile.value !== undefined) {
    drawnAt = performance.now();
    send({ type: "model", bytes: modelFile.value });
  }
});

effect(() => {
  void [picture.value, how.value, inverted.value, lookInside.value, gradientOf.value];
  drawnAt = performance.now();
  ask();
});
