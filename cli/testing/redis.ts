import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll } from "vitest";

/** Whether there is a redis-server to start. */
export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
if (!hasRedis) {
  const message = "No redis-server: install the package redis-server.";
  if (process.env.CI === "true") throw new Error(message);
  console.warn(`${message} Tests of the queue are skipped.`);
}

/** A port that nobody uses, nor will until it is: not one of those from which the system takes the near ends of connections,
 *  one of which would keep a server from starting. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    const server = createServer().listen(port, "127.0.0.1");
    try {
      await once(server, "listening");
    } catch {
      continue;
    }
    server.close();
    await once(server, "close");
    return port;
  }
}

const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
});

/** A Redis that keeps nothing on the disk.
 *  @param addresses of this machine where it can be reached
 *  @returns what ends it at once, with all that it holds */
export async function startRedis(
  port: number,
  folder: string,
  addresses: readonly string[] = ["127.0.0.1"],
): Promise<() => Promise<void>> {
  const args = [
    "--port",
    String(port),
    "--bind",
    ...addresses,
    "--protected-mode",
    "no",
    "--save",
    "",
    "--appendonly",
    "no",
    "--dir",
    folder,
  ];
  const child = spawn("redis-server", args, { stdio: "ignore" });
  running.add(child);
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode} on port ${port}`);
    await sleep(20);
  }
  return async () => {
    running.delete(child);
    child.kill("SIGKILL");
    await once(child, "close");
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
