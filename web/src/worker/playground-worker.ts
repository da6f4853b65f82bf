// The entry of the Playground's worker: messages in, frames out. They are handled one after the other, as to build a
// network takes a moment.
import { type PlaygroundMessage, PROTOCOL, parsePlaygroundMessage } from "../protocol/messages.ts";
import { faultOf, PlaygroundSession } from "./playground-session.ts";
import { Pump } from "./pump.ts";

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent) => void;
  postMessage(data: unknown, transfer: Transferable[]): void;
};

const session = new PlaygroundSession((message, transfer) =>
  scope.postMessage({ protocol: PROTOCOL, message }, transfer),
);
const pump = new Pump(session);

async function handle(message: PlaygroundMessage): Promise<void> {
  if (message.type === "configure")
    await pump.hold(() => session.configure(message.config, message.revision));
  else if (message.type === "reset") {
    pump.stop();
    await pump.hold(() => session.reset());
  } else pump.control(message);
}

let queue = Promise.resolve();
scope.onmessage = ({ data }) => {
  queue = queue
    .then(() => handle(parsePlaygroundMessage(data)))
    .catch((error) => {
      pump.stop();
      scope.postMessage({ protocol: PROTOCOL, message: faultOf(error) }, []);
    });
};
