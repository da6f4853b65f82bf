import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { build, dense, tanh } from "chainrule";
import { createRun, type NewRun } from "chainrule/node";
import { afterAll } from "vitest";
import { listen } from "../workbench/listen.js";
import { createWorkbench } from "../workbench/server.js";
import type { Workbench } from "../workbench/workbench.js";
import { temporaryFolder } from "./cli.js";

export const TOKEN = "the-token-of-this-start";

/** A workbench that listens, in folders of its own. */
export interface Started {
  readonly server: Server;
  readonly origin: string;
  readonly port: number;
  /** The folder that it sees. */
  readonly folder: string;
  readonly app: string;
  /** Asks it something, as the page does. */
  ask(path: string, init?: RequestInit & { token?: boolean }): Promise<Response>;
}

/** Starts a workbench with a small page, until the test file ends. */
export async function startWorkbench(elsewhere?: Workbench["elsewhere"]): Promise<Started> {
  const root = realpathSync(temporaryFolder());
  const [folder, app] = [join(root, "folder"), join(root, "app")];
  mkdirSync(folder);
  mkdirSync(app);
  writeFileSync(join(app, "index.html"), "<!doctype html><title>workbench</title>");
  writeFileSync(join(app, "main.js"), "export {};");
  const server = createWorkbench({ app, folder, token: TOKEN, elsewhere });
  const origin = await listen(server, 0);
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const ask: Started["ask"] = (path, { token, ...init } = {}) =>
    fetch(origin + path, {
      ...init,
      headers: { ...init.headers, ...(token && { "chainrule-token": TOKEN }) },
    });
  return { server, origin, port, folder, app, ask };
}

/** Sends bytes as they are and gives back the whole answer: for what no decent client would send. */
export function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (piece) => {
      answer += piece;
    });
    socket.on("end", () => resolve(answer)).on("error", reject);
  });
}

/** A request as a text, which asks for the connection to end. */
export const rawRequest = (target: string, ...headers: readonly string[]): string =>
  [`GET ${target} HTTP/1.1`, ...headers, "Connection: close", "", ""].join("\r\n");

export const NEW_RUN: NewRun = {
  version: "0.1.0",
  config: { title: "A run", epochs: 3 },
  seed: 1,
  data: { spec: "iris", digest: "0".repeat(64) },
};

/** A run on disk with three epochs, still held by this process. */
export function beginRun(folder: string, name: string) {
  const run = createRun(join(folder, "runs", name), NEW_RUN);
  run.appendEvents([
    { type: "run-start", epochs: 3 },
    ...[1, 2, 3].map((epoch) => ({ type: "epoch", epoch, test: { loss: 1 / epoch, accuracy: epoch / 4 } })),
  ]);
  return run;
}

/** The file of a small model. */
export async function modelBytes(): Promise<Uint8Array<ArrayBuffer>> {
  const model = await build({ input: [2], layers: [dense(3), tanh(), dense(2)] }, { seed: 1 });
  return new Uint8Array(model.save());
}
