import { Rng } from "chainrule";
import { beforeAll, expect, it, vi } from "vitest";
import { packMnist10k } from "../../scripts/mnist-10k.mjs";
import { DIGITS_DEFAULTS, type DigitsConfig } from "../config/digits.ts";
import type { DigitsFrame, FromDigits, OwnDigits } from "../protocol/digits.ts";
import { DigitsSession } from "./digits-session.ts";

let packed: Uint8Array;
beforeAll(async () => {
  packed = await packMnist10k();
  vi.stubGlobal("fetch", async () => new Response(new Uint8Array(packed)));
});

const NONE: OwnDigits = { pixels: new Uint8Array(0), labels: new Uint8Array(0) };
const small: DigitsConfig = {
  ...DIGITS_DEFAULTS,
  layers: [
    { kind: "dense", units: 8, activation: "relu" },
    { kind: "dropout", rate: 0.2 },
  ],
  batchSize: 500,
  epochs: 3,
};

function session() {
  const told: FromDigits[] = [];
  const made = new DigitsSession((message) => told.push(structuredClone(message)));
  let revision = 0;
  const configure = (config: DigitsConfig, own = NONE, checkpoint?: Uint8Array) =>
    made.configure({
      ...{ type: "configure", config, own, checkpoint, base: "http://localhost/" },
      revision: ++revision,
    });
  const last = <T extends FromDigits["type"]>(type: T) =>
    told.findLast((message) => message.type === type) as Extract<FromDigits, { type: T }>;
  const frame = async (): Promise<DigitsFrame> => {
    await made.sendFrame({ playing: false, heard: 0, epochsPerSecond: 0 });
    return last("frame").frame;
  };
  const epochs = (until: number) => {
    while (made.epoch < until) made.advance();
  };
  return { made, configure, last, frame, epochs };
}

it("goes on from what was kept, even within an epoch, to the same weights", async () => {
  const straight = session();
  await straight.configure(small);
  straight.epochs(3);
  const { weightsDigest } = await straight.frame();

  const first = session();
  await first.configure(small);
  for (let i = 0; i < 40; i++) first.made.advance();
  first.made.store();
  const kept = first.last("checkpoint");
  expect(kept.epoch).toBe(1);
  const second = session();
  await second.configure(small, NONE, kept.bytes);
  expect((await second.frame()).epoch).toBe(1);
  second.epochs(3);
  expect((await second.frame()).weightsDigest).toBe(weightsDigest);
  // the one that was asked goes on, too
  first.epochs(3);
  expect((await first.frame()).weightsDigest).toBe(weightsDigest);
});

it("keeps the weights when only the way of training changes, and begins anew when the network does", async () => {
  const { configure, frame, epochs, last } = session();
  await configure(small);
  epochs(1);
  const { weightsDigest } = await frame();
  const pixels = Uint8Array.from({ length: 784 }, (_, i) => new Rng(i, "data").uint32() % 256);
  await configure(
    { ...small, learningRate: 0.01, batchSize: 100, own: true },
    { pixels, labels: Uint8Array.of(7) },
  );
  expect(await frame()).toMatchObject({ weightsDigest, epoch: 1 });
  expect(last("start").start).toMatchObject({ anew: false, trainSize: 9040, ownCopies: 40 });
  await configure({ ...small, seed: 2 });
  expect(await frame()).toMatchObject({ epoch: 0 });
  expect(last("start").start).toMatchObject({ anew: true, trainSize: 9000, ownCopies: 0 });
});

it("loses nothing when a config, a file or the digits cannot be had", async () => {
  const { made, configure, frame, epochs } = session();
  await configure(small);
  epochs(1);
  const before = await frame();
  const tooLarge = {
    kind: "conv2d",
    filters: 1,
    kernel: 11,
    stride: 4,
    padding: 0,
    activation: "relu",
  } as const;
  await expect(configure({ ...small, layers: [tooLarge, tooLarge] })).rejects.toMatchObject({
    code: "E_SHAPE",
  });
  expect(made.stage).toBe("config");
  await expect(configure({ ...small, data: "mnist" })).rejects.toMatchObject({ code: "E_FORMAT" });
  expect(made.stage).toBe("data");
  await expect(made.load(new Uint8Array(100), "mine")).rejects.toMatchObject({ code: "E_FORMAT" });
  expect(made.stage).toBe("file");
  expect((await frame()).weightsDigest).toBe(before.weightsDigest);
  epochs(2);
});
