import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonOf, type Result, runCli, startCli, temporaryFolder } from "./testing/cli.js";
import { modelBytes } from "./testing/workbench.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = temporaryFolder();
/** The package with a workbench of one page: the command finds its pages beside itself. */
const installed = temporaryFolder();
const program = join(installed, "dist", "cli", "main.js");

beforeAll(async () => {
  cpSync(join(root, "package.json"), join(installed, "package.json"));
  cpSync(join(root, "dist", "cli"), join(installed, "dist", "cli"), { recursive: true });
  for (const name of ["recipes", "dist/node"])
    symlinkSync(join(root, name), join(installed, name), "junction");
  mkdirSync(join(installed, "dist", "web"));
  writeFileSync(join(installed, "dist", "web", "index.html"), "the workbench");
  writeFileSync(join(folder, "net.safetensors"), await modelBytes());
  writeFileSync(join(installed, "a net.safetensors"), await modelBytes());
  jsonOf(folder, ["train", "moons-tanh", "--epochs", "1"]);
  jsonOf(folder, ["train", "moons-tanh", "--epochs", "1", "--out", "elsewhere"]);
}, 60_000);

/** Opens the workbench until it has said where it is, asks something, and ends it with Ctrl-C. */
async function opened(
  args: readonly string[],
  use: (address: string) => Promise<void> = async () => {},
): Promise<Result & { address: string }> {
  const running = startCli(folder, ["open", ...args], { program });
  let address = "";
  const printed = new Promise<void>((resolve) =>
    running.child.stdout!.on("data", (piece) => {
      address += piece;
      resolve();
    }),
  );
  await Promise.race([printed, running.ended]);
  try {
    await use(address.trim());
  } finally {
    running.child.kill("SIGINT");
  }
  return { ...(await running.ended), address: address.trim() };
}

describe("open", () => {
  it("serves the pages and says where, until Ctrl-C", async () => {
    const { status, stderr } = await opened([], async (address) => {
      expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
      expect(await (await fetch(address)).text()).toBe("the workbench");
      const session = await (await fetch(`${address}api/session`)).json();
      expect(session).toMatchObject({ runs: 1, models: 1 });
      expect(session.token).toBeUndefined();
    });
    expect([status, stderr]).toEqual([0, "The workbench:\nCtrl-C ends it.\n"]);
  });

  it("ends although a page waits for something", async () => {
    const running = startCli(folder, ["open", "--port", "0"], { program });
    await running.said(/Ctrl-C/);
    running.child.kill("SIGTERM");
    expect((await running.ended).status).toBe(0);
  });

  it.each([
    ["net.safetensors", "/api/models/net.safetensors", "net.safetensors"],
    ["runs/moons-tanh", "/api/runs/moons-tanh/model", "runs/moons-tanh/model.safetensors"],
    ["runs/moons-tanh/model.safetensors", "/api/runs/moons-tanh/model", "runs/moons-tanh/model.safetensors"],
    ["elsewhere", "/api/elsewhere/model.safetensors", "elsewhere/model.safetensors"],
    [
      join(installed, "a net.safetensors"),
      "/api/elsewhere/a%20net.safetensors",
      join(installed, "a net.safetensors"),
    ],
  ])("puts a model on the page for digits: %s", async (asked, api, file) => {
    const { stderr } = await opened([asked], async (address) => {
      const [origin, page] = address.split("/#");
      expect(page).toMatch(/^\/digits\?/);
      expect(new URLSearchParams(page.split("?")[1]).get("model")).toBe(api);
      const bytes = Buffer.from(await (await fetch(origin + api)).arrayBuffer());
      expect(bytes.equals(readFileSync(resolve(folder, file)))).toBe(true);
    });
    expect(stderr).toContain(`The workbench, with ${file}:`);
  });

  it("takes the next port where one is in use, but not in place of one that was asked for", async () => {
    await opened(["--json"], async (first) => {
      const { origin, url, folder: seen } = JSON.parse(first);
      expect(url).toBe(`${origin}/`);
      expect(existsSync(join(seen, "net.safetensors"))).toBe(true);
      await opened([], async (second) => {
        expect(Number(new URL(second).port)).toBeGreaterThan(Number(new URL(origin).port));
      });
      const { status, stdout, stderr } = runCli(folder, ["open", "--port", new URL(origin).port, "--json"], {
        program,
      });
      expect(status).toBe(3);
      expect(JSON.parse(stdout).error).toMatchObject({ code: "E_IO", got: "one that a process uses" });
      expect(stderr).toMatch(/to do +Choose another --port, or leave it out\./);
    });
  });

  it("listens where it was told to", async () => {
    const free = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => free.once("listening", resolve));
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    const { address } = await opened(["--port", String(port)]);
    expect(address).toBe(`http://127.0.0.1:${port}/`);
  });
});

describe("open refuses", () => {
  it.each([
    [["--port", "70000"], 2, /1 to 65535/],
    [["--port", "-1"], 2, /whole number/],
    [["nowhere"], 3, /E_IO {2}nowhere/],
    [["."], 3, /model\.safetensors/],
    [[process.execPath], 3, /E_FORMAT|E_DATA/],
  ])("%j", async (args, code, message) => {
    const { status, stdout, stderr } = await opened(args);
    expect(stderr).toMatch(message);
    expect([status, stdout]).toEqual([code, ""]);
  });

  it("to begin without its pages", () => {
    const bare = temporaryFolder();
    for (const name of ["package.json", "dist/cli"])
      cpSync(join(installed, name), join(bare, name), { recursive: true });
    for (const name of ["recipes", "dist/node"]) symlinkSync(join(root, name), join(bare, name), "junction");
    const { status, stderr } = runCli(folder, ["open"], { program: join(bare, "dist", "cli", "main.js") });
    expect([status, stderr]).toEqual([3, expect.stringContaining("npm run build")]);
  });
});
