import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createStudy } from "chainrule/node";
import { beforeAll, expect, it } from "vitest";
import { type Started, startWorkbench } from "../testing/workbench.js";

let bench: Started;
beforeAll(async () => {
  bench = await startWorkbench();
});

const begin = (name: string) =>
  createStudy(join(bench.folder, "studies", name), {
    version: "0.1.0",
    study: { title: "Rates", recipe: "digits", space: {}, objective: "test.loss" },
    recipe: {},
    data: { spec: "iris", digest: "0".repeat(64) },
  });
const journal = (name: string, from = 0) => bench.ask(`/api/studies/${name}/journal?from=${from}`);

it("lists studies, and nothing that is none", async () => {
  expect(await (await bench.ask("/api/studies")).json()).toEqual([]);
  const study = begin("rates");
  mkdirSync(join(bench.folder, "studies", "empty"));
  mkdirSync(join(bench.folder, "studies", "broken"));
  writeFileSync(join(bench.folder, "studies", "broken", "journal.jsonl"), "{}\n");
  const entry = { name: "rates", title: "Rates", created: expect.any(String) };
  expect(await (await bench.ask("/api/studies")).json()).toEqual([{ ...entry, live: true }]);
  study.close();
  expect(await (await bench.ask("/api/studies")).json()).toEqual([{ ...entry, live: false }]);
  expect(await (await bench.ask("/api/session")).json()).toMatchObject({ studies: 1 });
});

it("follows a journal while a process holds it", async () => {
  const study = begin("live");
  const first = await journal("live");
  const next = Number(first.headers.get("chainrule-next"));
  expect(await first.json()).toMatchObject({ format: "chainrule-study" });
  expect(first.headers.get("chainrule-live")).toBe("true");
  const waiting = journal("live", next);
  study.append({ type: "trial", number: 1, values: { rate: 0.1 } });
  expect(await (await waiting).json()).toMatchObject({ type: "trial", number: 1 });
  study.close();
  expect((await journal("live", 1)).status).toBe(416);
  expect((await journal("none")).status).toBe(404);
});

it("has a trial stopped, or all of a study, for the page that knows the token", async () => {
  const study = begin("stopped");
  study.append({ type: "trial", number: 1, values: {} });
  const stops: unknown[] = [];
  const hear = () => study.answerStops((what) => stops.push(what));
  const stop = async (body: object, name = "stopped", token = true) => {
    const init = { method: "POST", body: JSON.stringify(body), token };
    return (await bench.ask(`/api/studies/${name}/stop`, init)).status;
  };
  expect(await stop({}, "stopped", false)).toBe(403);
  for (const trial of [0, 1.5, "1", null]) expect([trial, await stop({ trial })]).toEqual([trial, 400]);
  expect([await stop({ all: true }), await stop({}, "none"), await stop({ trial: 2 })]).toEqual([
    400, 404, 409,
  ]);
  hear();
  expect(stops).toEqual([]);
  expect([await stop({ trial: 1 }), await stop({})]).toEqual([204, 204]);
  hear();
  expect(stops.sort()).toEqual([1, "study"]);
  study.close();
  expect(await stop({})).toBe(409);
});

it("does not follow a link out of the folder", async () => {
  const outside = join(bench.folder, "..", "outside");
  mkdirSync(outside);
  writeFileSync(join(outside, "journal.jsonl"), '{"secret":true}\n');
  symlinkSync(outside, join(bench.folder, "studies", "link"), "junction");
  expect((await journal("link")).status).toBe(404);
  expect((await bench.ask("/api/studies/..%2f..%2foutside/journal")).status).toBe(400);
  const stop = { method: "POST", body: "{}", token: true };
  expect((await bench.ask("/api/studies/link/stop", stop)).status).toBe(404);
});
