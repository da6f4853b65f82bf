import { hasMnist, mnistFiles, readMnistFile } from "chainrule/node";
import { type Exchange, sendBytes, sendJson } from "./exchange.js";
import { notFound } from "./refusal.js";

/** The data that a page cannot bring along, as far as it is on this machine. */
export const dataNames = (): string[] => (hasMnist() ? ["mnist"] : []);

export const listData = (exchange: Exchange): void =>
  sendJson(
    exchange,
    dataNames().map((name) => ({ name, files: mnistFiles })),
  );

/** One of MNIST's four files, unpacked. */
export async function sendMnist(exchange: Exchange): Promise<void> {
  const file = mnistFiles.find((name) => name === exchange.names[0]);
  if (file === undefined || !hasMnist()) return notFound(`mnist/${exchange.names[0]}`);
  sendBytes(exchange, await readMnistFile(file), { "content-type": "application/octet-stream" });
}
