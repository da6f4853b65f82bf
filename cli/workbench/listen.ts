import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ChainruleError } from "chainrule";

/** This machine, and no other. */
const HOST = "127.0.0.1";
/** 784 pixels, with a digit before that few others chose. */
const PORT = 5784;
const TRIES = 100;

/** Lets a server listen: on the port that was asked for, or else on the first that is free.
 *  @returns where it can be reached: `http://127.0.0.1:5784`
 *  Errors    E_IO the port cannot be had */
export async function listen(server: Server, port?: number): Promise<string> {
  const last = port ?? PORT + TRIES - 1;
  for (let next = port ?? PORT; ; next++) {
    try {
      server.listen(next, HOST);
      await once(server, "listening");
      return `http://${HOST}:${(server.address() as AddressInfo).port}`;
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === "EADDRINUSE" && next < last) continue;
      throw new ChainruleError(
        "E_IO",
        {
          where: `port ${next}`,
          expected: `a port of ${HOST} that is free`,
          got: code === "EADDRINUSE" ? "one that a process uses" : (cause as Error).message,
          remedy: port === undefined ? "Name one with --port." : "Choose another --port, or leave it out.",
        },
        { cause },
      );
    }
  }
}
