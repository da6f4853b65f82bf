import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadData } from "./load-data.js";

let scratch: string;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "chainrule-path-"));
});
afterAll(() => rm(scratch, { recursive: true }));

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(scratch, name);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, content);
  return path;
}

const png = (width: number, height: number, grey: number) => {
  const image = new PNG({ width, height });
  for (let i = 0; i < image.data.length; i++) image.data[i] = i % 4 === 3 ? 255 : grey;
  return PNG.sync.write(image);
};

describe("a .csv", () => {
  const rows = Array.from({ length: 10 }, (_, i) => `${i},${i * i},${i % 2 ? "odd" : "even"}`).join("\r\n");

  it("keeps a fifth back, or what is asked for", async () => {
    const path = await write("a.csv", `\uFEFFx,"x, squared",kind\r\n${rows}\r\n`);
    const data = await loadData(path);
    expect([data.train.size, data.test?.size, data.train.classes]).toEqual([8, 2, ["even", "odd"]]);
    expect((await loadData(`${path}:test=5,seed=2`)).test?.size).toBe(5);
    expect((await loadData(`${path}:test=0`)).test).toBeUndefined();
    expect((await loadData(path, { seed: 2 })).digest).toBe((await loadData(`${path}:seed=2`)).digest);
    const few = await loadData(`${path}:classes=odd,test=1,train=3`);
    expect([few.train.size, few.test?.size, few.train.classes]).toEqual([3, 1, ["odd"]]);
    await expect(loadData(`${path}:n=5`)).rejects.toMatchObject({ code: "E_FIELD" });
  });

  it("names the line of the file, blank lines counted", async () => {
    const path = await write("ragged.csv", "1,2,a\n\n3,b\n");
    await expect(loadData(path)).rejects.toMatchObject({ code: "E_DATA", where: `line 3 of ${path}` });
  });

  it.each([
    ["empty", "", "E_DATA"],
    ["quotes", '1,"2,a\n3,4,b\n', "E_FORMAT"],
    ["binary", "\0\x01\x02,\xff\n\0,\0", "E_DATA"],
  ])("refuses one that is %s", async (name, content, code) => {
    await expect(loadData(await write(`${name}.csv`, content))).rejects.toMatchObject({ code });
  });
});

describe("a .npz", () => {
  const array = (descr: string, shape: string, data: Uint8Array) => {
    const header = Buffer.from(`{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }\n`);
    const start = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, header.length, 0]);
    return new Uint8Array(Buffer.concat([start, header, data]));
  };
  const x = array("|u1", "(4, 2)", Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
  const y = array("|u1", "(4,)", Uint8Array.of(0, 1, 0, 1));

  it("has a test part of its own, or is split", async () => {
    const both = zipSync({
      "x_train.npy": x,
      "y_train.npy": y,
      "x_test.npy": x,
      "y_test.npy": y,
      "more.npy": x,
    });
    const data = await loadData(await write("both.npz", both));
    expect([data.train.size, data.test?.size, data.train.classes]).toEqual([4, 4, ["0", "1"]]);
    await expect(loadData(`${await write("both.npz", both)}:test=1`)).rejects.toMatchObject({
      code: "E_FIELD",
    });
    expect((await loadData(`${join(scratch, "both.npz")}:classes=1`)).test?.size).toBe(2);
    const one = await write("one.npz", zipSync({ "x.npy": x, "y.npy": y }));
    expect((await loadData(`${one}:test=1`)).train.size).toBe(3);
  });

  it("refuses damage, and an entry that says it is larger than memory", async () => {
    const whole = zipSync({ "x.npy": x, "y.npy": y });
    const lying = Uint8Array.from(whole);
    const directory = Buffer.from(lying.buffer).indexOf("PK\x01\x02");
    new DataView(lying.buffer).setUint32(directory + 24, 0xfffffff0, true);
    const flipped = whole.with(60, whole[60] ^ 0xff);
    for (const [name, bytes] of Object.entries({
      cut: whole.subarray(0, 100),
      lying,
      flipped,
      text: Buffer.from("PK"),
    }))
      await expect(loadData(await write(`${name}.npz`, bytes)), name).rejects.toMatchObject({
        code: "E_FORMAT",
      });
  });
});

describe("a folder of images by class", () => {
  it("has a class per sub-folder", async () => {
    for (let i = 0; i < 5; i++) {
      await write(`shapes/square/${i}.png`, png(6, 4, 10));
      await write(`shapes/circle/${i}.PNG`, png(6, 4, 200));
    }
    await write("shapes/square/notes.txt", "not an image");
    const data = await loadData(join(scratch, "shapes"));
    expect(data.train.classes).toEqual(["circle", "square"]);
    expect(data.image).toEqual({ width: 6, height: 4, channels: 1 });
    expect([data.train.size, data.test?.size]).toEqual([8, 2]);
    data.train.targets.forEach((label, i) => {
      expect(data.train.inputs[24 * i]).toBe(label === 0 ? 200 : 10);
    });
  });

  it("refuses sizes that differ, naming the file", async () => {
    await write("mixed/a/1.png", png(6, 4, 10));
    const odd = await write("mixed/b/1.png", png(4, 6, 10));
    await expect(loadData(join(scratch, "mixed"))).rejects.toMatchObject({
      code: "E_DATA",
      where: odd,
      got: expect.stringContaining("sizes differ"),
    });
  });

  it("refuses one class, an empty class, and a damaged image", async () => {
    await write("one/a/1.png", png(2, 2, 10));
    await expect(loadData(join(scratch, "one"))).rejects.toMatchObject({ code: "E_DATA" });
    await write("one/b/readme.md", "");
    await expect(loadData(join(scratch, "one"))).rejects.toMatchObject({ where: join(scratch, "one", "b") });
    const damaged = await write("one/b/1.png", png(2, 2, 10).subarray(0, 40));
    await expect(loadData(join(scratch, "one"))).rejects.toMatchObject({ code: "E_FORMAT", where: damaged });
  });
});

describe("a path", () => {
  it("of another kind says which there are", async () => {
    const path = await write("data.xlsx", "");
    await expect(loadData(path)).rejects.toMatchObject({ code: "E_DATA", where: path });
  });

  it("to nothing says so", async () => {
    await expect(loadData(join(scratch, "nowhere.csv"))).rejects.toMatchObject({ code: "E_IO" });
  });
});
