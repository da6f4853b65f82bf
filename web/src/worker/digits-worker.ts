// The entry of the worker that trains on digits: messages in, frames out, handled one after the other.
import { type DigitsMessage, type FromDigits, parseDigitsMessage } from "../protocol/digits.ts";
import { PROTOCOL } from "../protocol/messages.ts";
import { DigitsSession } from "./digits-session.ts";
import { faultOf } from "./fault.ts";
import { Pump } from "./pump.ts";

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent) => void;
  postMessage(data: unknown, transfer: Transferable[]): void;
};

const send = (message: FromDigits, transfer: Transferable[]) =>
  scope.postMessage({ protocol: PROTOCOL, message }, transfer);
const session = new DigitsSession(send);
const pump = new Pump(session);
pump.control({ type: "speed", speed: "full" });

async function handle(message: DigitsMessage): Promise<void> {
  switch (message.type) {
    case "configure":
      await pump.hold(() => session.configure(message));
      break;
    case "reset":
      pump.stop();
      await pump.hold(() => session.reset());
      break;
    case "load":
      pump.stop();
      await pump.hold(() => session.load(message.bytes, message.name));
      break;
    case "store":
      session.store();
      break;
    case "save":
      await session.save();
      break;
    default:
      pump.control(message);
  }
}

let queue = Promise.resolve();
scope.onmessage = ({ data }) => {
  queue = queue.then(async () => {
    pump.hear();
    try {
      await handle(parseDigitsMessage(data));
    } catch (error) {
      pump.stop();
      send({ type: "fault", fault: faultOf(error), about: session.stage }, []);
    }
  });
};
