// The entry of the Playground's worker: messages in, frames out. They are handled one after the other, as to build a
// network takes a moment.
import {
  type FromPlayground,
  type PlaygroundMessage,
  PROTOCOL,
  parsePlaygroundMessage,
} from "../protocol/messages.ts";
import { faultOf } from "./fault.ts";
import { PlaygroundFrames } from "./playground-frame.ts";
import { PlaygroundSession } from "./playground-session.ts";
import { Pump } from "./pump.ts";
import { savedOf } from "./saved.ts";

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent) => void;
  postMessage(data: unknown, transfer: Transferable[]): void;
};
const send = (message: FromPlayground, transfer: Transferable[] = []) =>
  scope.postMessage({ protocol: PROTOCOL, message }, transfer);

const session = new PlaygroundSession(send);
const frames = new PlaygroundFrames(session, send);
const pump = new Pump(frames);

async function handle(message: PlaygroundMessage): Promise<void> {
  switch (message.type) {
    case "configure":
      await pump.hold(async () => {
        const anew = await session.configure(message.config);
        frames.revision = message.revision;
        frames.shown = undefined;
        if (!anew) return;
        pump.stop();
        frames.sendStart();
      });
      break;
    case "reset":
      pump.stop();
      frames.shown = undefined;
      await pump.hold(async () => {
        await session.reset();
        frames.sendStart();
      });
      break;
    case "edit":
      session.edit(message.index, message.value);
      pump.touch();
      break;
    case "resume":
      pump.stop();
      session.resume(message.state, message.epoch);
      frames.sendStart();
      pump.touch();
      break;
    case "show":
      pump.stop();
      frames.shown = message.snapshot ?? undefined;
      pump.touch();
      break;
    case "watch":
      frames.watch = message.watch;
      pump.touch();
      break;
    case "save": {
      const saved = await savedOf(session.model, session.epoch, session.data);
      send({ type: "saved", ...saved }, [saved.model.buffer]);
      break;
    }
    default:
      pump.control(message);
  }
}

let queue = Promise.resolve();
scope.onmessage = ({ data }) => {
  queue = queue
    .then(() => {
      pump.hear();
      return handle(parsePlaygroundMessage(data));
    })
    .catch((error) => {
      pump.stop();
      send({ type: "fault", fault: faultOf(error) });
    });
};
