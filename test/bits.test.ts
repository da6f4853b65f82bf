import { describe, expect, it } from "vitest";
import { build, dense, Rng, relu, sigmoid, softmaxCrossEntropy } from "../src/index.js";
import { wasmBackend } from "../src/kernels/wasm/index.js";
import { chromiumPath } from "./browser.js";
import { digests } from "./support/bits.js";
import { bundle, runBundle } from "./support/bundle.js";
import { withPage } from "./support/page.js";

const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

describe("the same seed gives the same bits", () => {
  // A bit that has changed, changes every result that was ever reproduced. If it is meant: vitest -u test/bits.
  it("as they were when this was written", async () => {
    await expect(text(await digests())).toMatchFileSnapshot("golden/bits.json");
  });

  it("in 20 of 20 runs, six of them in processes of their own", async () => {
    const first = text(await digests());
    const program = await bundle("bits-program", { platform: "node" });
    for (let run = 0; run < 3; run++) {
      const pair = await Promise.all([runBundle(program), runBundle(program)]);
      for (const output of pair) expect(text(JSON.parse(output))).toBe(first);
    }
    for (let run = 0; run < 13; run++) expect(text(await digests())).toBe(first);
  });

  it("under other compilers of the engine", async () => {
    const first = text(await digests());
    const program = await bundle("bits-program", { platform: "node" });
    // JavaScript interpreted and never optimised; WebAssembly by the baseline compiler alone
    for (const options of [["--no-opt", "--liftoff-only"], ["--no-liftoff"]])
      expect(text(JSON.parse(await runBundle(program, options))), options.join(" ")).toBe(first);
  });

  it.skipIf(chromiumPath === undefined)("in a browser", async () => {
    const page = await bundle("bits-page", { platform: "browser" });
    const found = await withPage(page, (page) =>
      page.evaluate(() => (globalThis as unknown as { digests(): Promise<unknown> }).digests()),
    );
    expect(text(found)).toBe(text(await digests()));
  });
});

describe("the result of a row does not depend on the rows beside it", () => {
  const rng = new Rng(5, "data");
  const normal = (length: number) => Float32Array.from({ length }, () => rng.normal());
  const rowsOf = (data: ArrayLike<number>, width: number) =>
    Array.from({ length: data.length / width }, (_, r) =>
      Array.prototype.slice.call(data, r * width, (r + 1) * width),
    );

  it.each([
    [1, 1],
    [3, 5],
    [9, 8],
    [100, 30],
    [513, 17],
    [20, 300],
  ])("in x[·, %d]·w[·, %d] + b", async (n, m) => {
    const { arena, kernels } = await wasmBackend();
    const most = 67;
    const [x, w, b, y] = [most * n, n * m, m, most * m].map((length) => arena.allocate(length));
    for (const tensor of [x, w, b]) tensor.data.set(normal(tensor.length));
    kernels.affine(x, w, b, y, most, n, m);
    const expected = rowsOf(y.data, m);
    const part = arena.allocate(most * m);
    for (const rows of [1, 2, 3, 4, 5, 7, 8, 31, 32, 33, 66])
      for (const from of new Set([0, 1, most - rows])) {
        kernels.affine(arena.view(x, from * n, rows * n), w, b, part, rows, n, m);
        expect(rowsOf(part.data.subarray(0, rows * m), m)).toEqual(expected.slice(from, from + rows));
      }
  });

  it.each(["wasm", "reference"] as const)(
    "in a whole network on %s, nor in the gradient of its input",
    async (backend) => {
      const spec = { input: [50], layers: [dense(33), relu(), dense(20), sigmoid(), dense(10)] };
      const model = await build(spec, { seed: 3, backend });
      const x = normal(41 * 50);
      const labels = Array.from({ length: 41 }, () => rng.below(10));
      const loss = softmaxCrossEntropy({ reduction: "sum" });
      model.loss(x, labels, loss);
      const dx = rowsOf(model.backward(), 50);
      const logits = rowsOf(model.forward(x), 10);
      const p = rowsOf(model.predict(x), 10);
      for (let r = 0; r < 41; r++) {
        const own = x.subarray(r * 50, r * 50 + 50);
        expect([...model.forward(own)]).toEqual(logits[r]);
        expect([...model.predict(own)]).toEqual(p[r]);
        model.loss(own, [labels[r]], loss);
        expect([...model.backward()]).toEqual(dx[r]);
      }
    },
  );

  it("where some rows have many zeros and others none", async () => {
    const model = await build({ input: [784], layers: [dense(30), sigmoid(), dense(10)] }, { seed: 3 });
    const shares = [0, 0.05, 0.19, 0.5, 1];
    const x = Uint8Array.from({ length: 20 * 784 }, (_, i) =>
      rng.uniform() < shares[Math.floor(i / 784) % shares.length] ? 1 + rng.below(255) : 0,
    );
    const all = rowsOf(model.forward(x), 10);
    for (let r = 0; r < 20; r++)
      expect([...model.forward(x.subarray(r * 784, (r + 1) * 784))]).toEqual(all[r]);
    // and bytes and the numbers that they stand for are the same
    expect(
      rowsOf(model.forward(Float32Array.from(x, (byte) => Math.fround(byte * Math.fround(1 / 255)))), 10),
    ).toEqual(all);
  });
});
