import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "chainrule";
import { mnistDataset } from "chainrule/data";
import { loadMnist } from "chainrule/node";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { fullMnist } from "../../test/full-mnist.js";
import { temporaryFolder } from "../testing/cli.js";
import { beginRun, modelBytes, type Started, startWorkbench, TOKEN } from "../testing/workbench.js";

let bench: Started;
const outside = join(temporaryFolder(), "mine.safetensors");

beforeAll(async () => {
  bench = await startWorkbench({ name: "mine.safetensors", path: outside });
});
afterEach(() => vi.unstubAllEnvs());

const json = async (path: string, init?: Parameters<Started["ask"]>[1]) => {
  const answer = await bench.ask(path, init);
  return { status: answer.status, body: answer.status === 204 ? undefined : await answer.json() };
};
const change = (method: string, path: string, body?: object) =>
  json(path, { method, token: true, body: body && JSON.stringify(body) });

it("says what is there", async () => {
  vi.stubEnv("CHAINRULE_DATA", temporaryFolder());
  const { status, body } = await json("/api/session", { headers: { "sec-fetch-site": "same-origin" } });
  expect(status).toBe(200);
  expect(body).toMatchObject({ version: expect.any(String), folder: "folder", data: [], runs: 0, models: 0 });
  expect(body.token).toBe(TOKEN);
  expect((await json("/api/runs")).body).toEqual([]);
});

describe("models", () => {
  it("are stored, listed and given back as they were", async () => {
    const bytes = await modelBytes();
    const stored = await bench.ask("/api/models/my%20net.safetensors", {
      method: "POST",
      token: true,
      body: bytes,
    });
    expect([stored.status, await stored.json()]).toEqual([
      201,
      { name: "my net.safetensors", bytes: bytes.length },
    ]);
    expect((await json("/api/models")).body).toMatchObject([
      { name: "my net.safetensors", bytes: bytes.length },
    ]);
    const answer = await bench.ask("/api/models/my%20net.safetensors");
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    const model = await load(await answer.bytes());
    expect(model.spec.input).toEqual([2]);
    expect((await bench.ask("/api/models/none.safetensors")).status).toBe(404);
  });

  it("are not written over, and nothing else is stored", async () => {
    const post = (name: string, body: BodyInit) =>
      json(`/api/models/${name}`, { method: "POST", token: true, body });
    const bytes = await modelBytes();
    expect(await post("my%20net.safetensors", bytes)).toMatchObject({ status: 409 });
    expect(await post("net.html", bytes)).toMatchObject({
      status: 400,
      body: { error: { code: "E_FIELD" } },
    });
    expect(await post("..%2fnet.safetensors", bytes)).toMatchObject({ status: 400 });
    expect(await post("page.safetensors", "<script>")).toMatchObject({
      status: 422,
      body: { error: { code: "E_FORMAT" } },
    });
    expect(await post("half.safetensors", bytes.slice(0, -1))).toMatchObject({ status: 422 });
    expect(readdirSync(bench.folder)).toEqual(["my net.safetensors"]);
  });

  it("of more than 256 MiB are refused before they are sent", async () => {
    const { connect } = await import("node:net");
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(bench.port, "127.0.0.1", () =>
        socket.write(
          `POST /api/models/large.safetensors HTTP/1.1\r\nHost: 127.0.0.1:${bench.port}\r\n` +
            `Chainrule-Token: ${TOKEN}\r\nContent-Length: ${2 ** 28 + 1}\r\n\r\nx`,
        ),
      );
      socket.on("data", (piece) => resolve(String(piece)));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*connection: close/i);
  });

  it("that were named at the start are there, and no others from elsewhere", async () => {
    expect((await bench.ask("/api/elsewhere/mine.safetensors")).status).toBe(404);
    writeFileSync(outside, "model");
    expect(await (await bench.ask("/api/elsewhere/mine.safetensors")).text()).toBe("model");
    expect((await bench.ask("/api/elsewhere/other.safetensors")).status).toBe(404);
  });
});

describe("recipes", () => {
  it("of the package and of the folder are listed and given", async () => {
    const recipe = JSON.parse(readFileSync("recipes/moons-tanh.json", "utf8"));
    writeFileSync(join(bench.folder, "mine.json"), JSON.stringify({ ...recipe, title: "Mine" }));
    writeFileSync(join(bench.folder, "package.json"), "{}");
    writeFileSync(join(bench.folder, "broken.json"), "{");
    const { body } = await json("/api/recipes");
    expect(body).toContainEqual({
      name: "digits",
      local: false,
      title: expect.any(String),
      data: "mnist-10k",
    });
    expect(body.filter(({ local }: { local: boolean }) => local)).toMatchObject([
      { name: "mine.json", title: "Mine" },
    ]);
    expect((await json("/api/recipes/moons-tanh")).body).toEqual(recipe);
    expect((await json("/api/recipes/mine.json")).body.title).toBe("Mine");
    for (const name of ["package.json", "none", "recipe.schema"])
      expect((await json(`/api/recipes/${name}`)).status).toBe(404);
  });
});

describe("data", () => {
  it("is only what is on this machine", async () => {
    vi.stubEnv("CHAINRULE_DATA", temporaryFolder());
    expect((await json("/api/data")).body).toEqual([]);
    expect((await json("/api/data/mnist/t10k-labels-idx1-ubyte")).status).toBe(404);
  });

  it.skipIf(fullMnist === undefined)("is the full MNIST, byte for byte", async () => {
    vi.stubEnv("CHAINRULE_DATA", fullMnist!);
    const [mnist] = (await json("/api/data")).body;
    expect(mnist).toMatchObject({ name: "mnist", files: { length: 4 } });
    const [images, labels] = await Promise.all(
      ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"].map(async (name) =>
        (await bench.ask(`/api/data/mnist/${name}`)).bytes(),
      ),
    );
    const [got, { test }] = [mnistDataset(images, labels, "test"), await loadMnist()];
    expect(Buffer.compare(got.inputs as Uint8Array, test.inputs as Uint8Array)).toBe(0);
    expect(Buffer.compare(got.targets as Uint8Array, test.targets as Uint8Array)).toBe(0);
    expect((await json("/api/data/mnist/other")).status).toBe(404);
  });

  it("that is not what it should be is refused", async () => {
    const folder = temporaryFolder();
    for (const name of (await import("chainrule/node")).mnistFiles)
      writeFileSync(join(folder, name), "other");
    vi.stubEnv("CHAINRULE_DATA", folder);
    expect(await json("/api/data/mnist/t10k-labels-idx1-ubyte")).toMatchObject({
      status: 422,
      body: { error: { code: "E_DATA", remedy: expect.stringContaining("CHAINRULE_DATA") } },
    });
  });
});

describe("runs", () => {
  it("are listed with their last figures, the youngest first", async () => {
    const run = beginRun(bench.folder, "first");
    run.appendEvent({ type: "run-end", reason: "done" });
    run.saveModel(await modelBytes());
    run.close();
    const second = beginRun(bench.folder, "second");
    mkdirSync(join(bench.folder, "runs", "no run"));
    mkdirSync(join(bench.folder, "runs", "damaged"));
    writeFileSync(join(bench.folder, "runs", "damaged", "run.json"), "{");
    const last = { epoch: 3, test: { accuracy: 0.75 } };
    const { body } = await json("/api/runs");
    expect(body.sort((a: any, b: any) => (a.name < b.name ? -1 : 1))).toMatchObject([
      { name: "first", state: "done", last, hasModel: true, record: { seed: 1 } },
      { name: "second", state: "running", last, hasModel: false },
    ]);
    second.close();
    expect((await json("/api/runs/second")).body.state).toBe("interrupted");
    expect((await json("/api/runs/damaged")).status).toBe(404);
    expect((await bench.ask("/api/runs/first/model")).status).toBe(200);
    expect((await bench.ask("/api/runs/second/model")).status).toBe(404);
  });

  it("are renamed, written about and removed", async () => {
    expect(await change("PATCH", "/api/runs/first", { notes: "  the <b>first</b>\n第一" })).toMatchObject({
      status: 200,
      body: { notes: "  the <b>first</b>\n第一" },
    });
    expect(await change("PATCH", "/api/runs/first", { name: "best one" })).toMatchObject({
      body: { name: "best one", state: "done", notes: expect.any(String) },
    });
    expect((await json("/api/runs/first")).status).toBe(404);
    expect(readdirSync(join(bench.folder, "runs", "best one")).sort()).toEqual([
      "events.jsonl",
      "model.safetensors",
      "notes.txt",
      "run.json",
    ]);
    const refused = await change("PATCH", "/api/runs/best%20one", { name: "second", notes: "half done" });
    expect(refused.status).toBe(409);
    const both = await change("PATCH", "/api/runs/best%20one", { name: "first", notes: "both" });
    expect(both.body).toMatchObject({ name: "first", notes: "both" });
    expect(
      (await change("PATCH", "/api/runs/first", { name: "best one", notes: "" })).body.notes,
    ).toBeUndefined();
    expect((await change("DELETE", "/api/runs/best%20one")).status).toBe(204);
    expect(existsSync(join(bench.folder, "runs", "best one"))).toBe(false);
    expect((await change("DELETE", "/api/runs/best%20one")).status).toBe(404);
  });

  it("refuse what would hurt", async () => {
    const patch = (body: unknown) => change("PATCH", "/api/runs/second", body as object);
    for (const name of ["../up", "", ".", "a/b", "a\\b", ".x", "a\u0000", 3])
      expect(await patch({ name })).toMatchObject({ status: 400 });
    expect(await patch({ name: "no run" })).toMatchObject({
      status: 409,
      body: { error: { code: "E_RUN" } },
    });
    expect(await patch({ notes: "x".repeat(10_001) })).toMatchObject({ status: 400 });
    expect(await patch({ seed: 2 })).toMatchObject({ status: 400, body: { error: { got: "seed" } } });
    expect(await patch([])).toMatchObject({ status: 400 });
    const long = await json("/api/runs/second", { method: "PATCH", token: true, body: "x".repeat(2 ** 17) });
    expect(long.status).toBe(413);
    expect((await json("/api/runs/second", { method: "PATCH", token: true, body: "{" })).status).toBe(422);
    expect((await json("/api/runs/second")).status).toBe(200);
  });

  it("that a process writes are not touched", async () => {
    const run = beginRun(bench.folder, "busy");
    const before = readdirSync(run.dir);
    for (const [method, body] of [
      ["DELETE"],
      ["PATCH", { name: "other" }],
      ["PATCH", { notes: "x" }],
    ] as const)
      expect(await change(method, "/api/runs/busy", body)).toMatchObject({
        status: 409,
        body: { error: { code: "E_RUN" } },
      });
    expect(readdirSync(run.dir)).toEqual(before);
    run.close();
    expect((await change("DELETE", "/api/runs/busy")).status).toBe(204);
  });

  it("keep what else is in the folder", async () => {
    const run = beginRun(bench.folder, "with-more");
    run.close();
    writeFileSync(join(run.dir, "report.html"), "mine");
    expect((await change("DELETE", "/api/runs/with-more")).status).toBe(204);
    expect(readdirSync(run.dir)).toEqual(["report.html"]);
  });
});

describe("the events of a run", () => {
  const events = async (from: number | string) => {
    const answer = await bench.ask(`/api/runs/live/events?from=${from}`);
    return {
      status: answer.status,
      next: Number(answer.headers.get("chainrule-next")),
      live: answer.headers.get("chainrule-live"),
      lines: (await answer.text()).split("\n").slice(0, -1),
    };
  };

  it("are followed while it goes, in whole lines, to its end", async () => {
    const run = beginRun(bench.folder, "live");
    const first = await events(0);
    expect(first).toMatchObject({ status: 200, live: "true", lines: { length: 4 } });
    expect(first.next).toBe(readFileSync(join(run.dir, "events.jsonl")).length);

    const waiting = events(first.next);
    expect(await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 400, "waits"))])).toBe(
      "waits",
    );
    run.appendEvent({ type: "step", text: "é" });
    const second = await waiting;
    expect(second.lines).toEqual(['{"type":"step","text":"é"}']);
    expect(second.next).toBe(first.next + Buffer.byteLength(second.lines[0]) + 1);

    const last = events(second.next);
    run.appendEvent({ type: "run-end", reason: "done" });
    run.close();
    expect(JSON.parse((await last).lines[0])).toMatchObject({ type: "run-end" });
    expect(await events((await last).next)).toMatchObject({ status: 204, live: "false" });
  });

  it("leave out a line that is not whole yet", async () => {
    const file = join(bench.folder, "runs", "live", "events.jsonl");
    const { next } = await events(0);
    writeFileSync(file, '{"type":"epo', { flag: "a" });
    expect(await events(next)).toMatchObject({ status: 204, next });
    writeFileSync(file, 'ch"}\n', { flag: "a" });
    expect((await events(next)).lines).toEqual(['{"type":"epoch"}']);
  });

  it("are asked for from where a line begins", async () => {
    for (const from of [3, 10_000_000]) expect((await events(from)).status).toBe(416);
    for (const from of ["-1", "x", "1.5", "99999999999999999999"])
      expect((await events(from)).status).toBe(400);
    expect((await events("")).status).toBe(200);
    expect((await bench.ask("/api/runs/none/events")).status).toBe(404);
  });

  it("do not keep the server from ending", async () => {
    const other = await startWorkbench();
    const run = beginRun(other.folder, "endless");
    const answer = other.ask(
      `/api/runs/endless/events?from=${readFileSync(join(run.dir, "events.jsonl")).length}`,
    );
    const closed = expect(answer).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await new Promise((resolve) => {
      other.server.close(resolve);
      other.server.closeAllConnections();
    });
    await closed;
    run.close();
  });
});
