import { ChainruleError } from "chainrule";
import type { Redis } from "ioredis";
import { usage } from "../errors.js";
import { note } from "../terminal.js";

/** The optional packages that a queue needs, and a Redis that has answered. */
export interface Connected {
  readonly bullmq: typeof import("bullmq");
  /** A connection of its own for each use; it waits for the Redis to come back when that is gone. */
  connect(): Redis;
  /** Where the Redis is, without a password. */
  readonly place: string;
}

/** Milliseconds in which a Redis must answer for the first time. */
const FIRST = 2000;
/** Milliseconds between two attempts to connect again, at most. */
const AGAIN = 1000;

/** Loads what a queue needs, and sees that the Redis is there.
 *  Errors    E_FIELD not the address of a Redis; E_IO the packages or the Redis are not there */
export async function connectRedis(url: string): Promise<Connected> {
  const place = placeOf(url);
  const { Redis } = await load(() => import("ioredis"));
  const once = { lazyConnect: true, retryStrategy: () => null, disconnectTimeout: 0 };
  await probe(new Redis(url, once), place);
  const bullmq = await load(() => import("bullmq")); // after the probe: it takes longer to load than a Redis to answer
  let away = false;
  const tell = (isAway: boolean) => {
    if (away === isAway) return;
    away = isAway;
    note(away ? `The Redis at ${place} is gone; waiting for it.` : `The Redis at ${place} is back.`);
  };
  const connect = () => {
    const client = new Redis(url, {
      maxRetriesPerRequest: null, // as BullMQ wants it: a command waits as long as it takes
      retryStrategy: (times) => Math.min(100 * times, AGAIN),
    });
    return client.on("error", () => tell(true)).on("ready", () => tell(false));
  };
  return { bullmq, connect, place };
}

function placeOf(url: string): string {
  let parsed: URL | undefined;
  try {
    parsed = new URL(url);
  } catch {}
  if (parsed !== undefined && /^rediss?:$/.test(parsed.protocol)) return parsed.host + parsed.pathname;
  return usage("--queue", "the address of a Redis", `"${url}"`, "Write for example redis://localhost:6379.");
}

async function load<T>(importing: () => Promise<T>): Promise<T> {
  try {
    return await importing();
  } catch (cause) {
    const parts = {
      where: "--queue",
      expected: "the packages bullmq and ioredis, which come only when they are wanted",
      got: (cause as Error).message.split("\n")[0],
      remedy: "Install them: npm install bullmq ioredis",
    };
    throw new ChainruleError("E_IO", parts, { cause });
  }
}

async function probe(client: Redis, place: string): Promise<void> {
  let reason: unknown;
  client.on("error", (error) => (reason ??= error));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${FIRST / 1000} s`)), FIRST);
  });
  try {
    await Promise.race([client.connect().then(() => client.ping()), late]);
  } catch (cause) {
    const parts = {
      where: "--queue",
      expected: `a Redis at ${place}`,
      got: ((reason ?? cause) as Error).message,
      remedy: "Start it (redis-server), or check the address, the password and the network.",
    };
    throw new ChainruleError("E_IO", parts, { cause });
  } finally {
    clearTimeout(timer);
    client.disconnect();
  }
}
