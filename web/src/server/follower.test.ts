import { expect, it } from "vitest";
import { Follower } from "./follower.ts";
import { ServerError } from "./request.ts";
import type { Lines } from "./types.ts";

/** Logs that end, read by a follower; tells what was asked. */
function followed(logs: Record<string, string[]>, names: readonly string[]) {
  const taken: Record<string, string> = {};
  const failed: string[] = [];
  let [asking, most] = [0, 0];
  const follower = new Follower({
    async read(name, from): Promise<Lines> {
      most = Math.max(most, ++asking);
      await new Promise((resolve) => setTimeout(resolve, 1));
      asking--;
      if (logs[name] === undefined) throw new Error("gone");
      const text = logs[name][from] ?? "";
      if (text === "cut") {
        logs[name] = ["3", "4"];
        throw new ServerError(416, "E_FIELD", { where: "", expected: "", got: "", remedy: "" });
      }
      return { text, next: text === "" ? from : from + 1, live: from < logs[name].length };
    },
    take(name, { text }, afresh) {
      taken[name] = (afresh ? "" : (taken[name] ?? "")) + text;
    },
    fail: (name) => void failed.push(name),
  });
  follower.follow(names);
  return { follower, taken, failed, most: () => most };
}
/** Until nothing is asked any more, or ever will be: a machine may have much to do. */
const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 });

it("reads every log to its end, three at a time", async () => {
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const { taken, most } = followed(Object.fromEntries(names.map((name) => [name, [name, "2", "3"]])), names);
  await eventually(() => taken).toEqual(Object.fromEntries(names.map((name) => [name, `${name}23`])));
  expect(most()).toBe(3);
});

it("goes on with the rest when one cannot be read, and says so", async () => {
  const { taken, failed } = followed({ a: ["1"], c: ["1"] }, ["a", "b", "c"]);
  await eventually(() => taken).toEqual({ a: "1", c: "1" });
  expect(failed).toEqual(["b"]);
});

it("begins anew where a log was taken back, and asks again when it goes on", async () => {
  const logs = { a: ["1", "2", "cut"] };
  const { follower, taken } = followed(logs, ["a"]);
  await eventually(() => taken.a).toBe("34");
  logs.a.push("5");
  follower.follow(["a"]);
  await eventually(() => taken.a).toBe("345");
});
