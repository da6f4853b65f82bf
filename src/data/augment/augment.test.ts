import { describe, expect, it } from "vitest";
import { caught } from "../../../test/support/errors.js";
import { Rng } from "../../core/rng.js";
import type { AugmentSpec } from "./augmenter.js";
import { augmentation } from "./augmenter.js";
import { augmentations } from "./index.js";
import { Warp } from "./warp.js";

const SIZE = 784;
/** Images with something everywhere, so that every change shows. */
const images = (count: number, shape = [1, 28, 28]) => {
  const rng = new Rng(3, "data");
  const size = shape.reduce((product, extent) => product * extent);
  return { inputs: Uint8Array.from({ length: count * size }, () => rng.below(256)), shape };
};
const data = images(20);
const one = (specs: readonly AugmentSpec[], sample: number, epoch: number, seed = 1): Uint8Array => {
  const target = new Uint8Array(SIZE);
  augmentation(specs)(data, seed).write(sample, epoch, target);
  return target;
};
/** What a kind does to the way back, as the places that three points come from. */
function drawn(spec: AugmentSpec, index: number) {
  const warp = new Warp(29, 29);
  const parsed = augmentations.parse(spec, "x");
  augmentations.get(parsed.kind, "x").create(parsed, warp)(new Rng(1, "augment", index));
  const calls: number[][] = [];
  const copy = new Warp(29, 29);
  copy.compose = (...args: number[]) => void calls.push(args);
  augmentations.get(parsed.kind, "x").create(parsed, copy)(new Rng(1, "augment", index));
  return { warp, affine: calls[0] };
}
const range = (values: readonly number[]) => [Math.min(...values), Math.max(...values)];
const over = (spec: AugmentSpec, of: (affine: number[]) => number) =>
  Array.from({ length: 400 }, (_, i) => of(drawn(spec, i).affine));

describe("what is drawn", () => {
  it("for shift is uniform up to x and y pixels", () => {
    const [x, y] = [4, 5].map((i) => over({ kind: "shift", x: 3, y: 1 }, (affine) => affine[i]));
    expect(range(x)[0]).toBeLessThan(-2.9);
    expect(range(x)[0]).toBeGreaterThanOrEqual(-3);
    expect(range(x)[1]).toBeGreaterThan(2.9);
    expect(Math.max(...y.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(Math.abs(x.reduce((sum, value) => sum + value) / 400)).toBeLessThan(0.4);
    expect(over({ kind: "shift", x: 0, y: 0 }, (affine) => Math.abs(affine[4]))).toEqual(
      new Array(400).fill(0),
    );
  });

  it("for rotate is a turn, up to so many degrees", () => {
    const angles = over({ kind: "rotate", degrees: 30 }, ([a, b, c, d]) => {
      expect(a * d - b * c).toBeCloseTo(1, 12);
      expect([a, b]).toEqual([d, -c]);
      return (Math.atan2(c, a) * 180) / Math.PI;
    });
    expect(range(angles)[0]).toBeLessThan(-29);
    expect(range(angles)[1]).toBeGreaterThan(29);
    expect(Math.max(...angles.map(Math.abs))).toBeLessThanOrEqual(30);
  });

  it("for scale is a factor of the range, whichever end comes first", () => {
    for (const spec of [
      { kind: "scale", from: 0.5, to: 2 },
      { kind: "scale", from: 2, to: 0.5 },
    ]) {
      const factors = over(spec, ([a, b, c, d]) => {
        expect([b, c, d]).toEqual([0, 0, a]);
        return 1 / a;
      });
      expect(range(factors)[0]).toBeLessThan(0.52);
      expect(range(factors)[1]).toBeGreaterThan(1.98);
    }
  });

  it("for shear is a slant, up to so many degrees", () => {
    const angles = over({ kind: "shear", degrees: 20 }, ([a, b, c, d]) => {
      expect([a, c, d]).toEqual([1, 0, 1]);
      return (Math.atan(b) * 180) / Math.PI;
    });
    expect(range(angles)[0]).toBeLessThan(-19);
    expect(range(angles)[1]).toBeGreaterThan(19);
  });

  // a sum of many uniform numbers, weighted by a Gaussian: std α/√3 · 1/(2σ√π), correlation exp(−d²/4σ²) at distance d
  it.each([
    [34, 4],
    [8, 1],
    [100, 8],
  ])("for elastic has the strength and smoothness of alpha %d, sigma %d", (alpha, sigma) => {
    let [sum, squares, products, count] = [0, 0, 0, 0];
    const distance = Math.round(sigma);
    for (let i = 0; i < 300; i++) {
      const { warp } = drawn({ kind: "elastic", alpha, sigma }, i);
      for (const field of [warp.shiftX, warp.shiftY]) {
        for (let row = 2; row < 27; row += 4) {
          for (let column = 2; column + distance < 29; column += 4) {
            const value = field[row * 29 + column];
            sum += value;
            squares += value * value;
            products += value * field[row * 29 + column + distance];
            count += 1;
          }
        }
      }
    }
    const expected = alpha / Math.sqrt(3) / (2 * sigma * Math.sqrt(Math.PI));
    const std = Math.sqrt(squares / count);
    expect(Math.abs(std / expected - 1)).toBeLessThan(0.08);
    expect(Math.abs(sum / count / std)).toBeLessThan(0.1);
    expect(Math.abs(products / squares - Math.exp(-0.25))).toBeLessThan(0.06);
  });

  it("for noise is normal, several as variances, and stays within a byte", () => {
    const grey = { inputs: new Uint8Array(SIZE * 20).fill(128), shape: [1, 28, 28] };
    const specs = [
      { kind: "noise", std: 0.06 },
      { kind: "noise", std: 0.08 },
    ];
    const { inputs } = augmentation(specs)(grey, 1).gather(null, 0, 20, 0);
    const mean = inputs.reduce((sum, value) => sum + value, 0) / inputs.length;
    const variance = inputs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inputs.length;
    expect(Math.abs(mean - 128)).toBeLessThan(1);
    expect(Math.abs(Math.sqrt(variance) / 25.5 - 1)).toBeLessThan(0.03);
    const black = { inputs: new Uint8Array(SIZE), shape: [1, 28, 28] };
    const dark = augmentation([{ kind: "noise", std: 1 }])(black, 1).gather(null, 0, 1, 0).inputs;
    const zeros = dark.reduce((count, value) => count + (value === 0 ? 1 : 0), 0);
    expect(zeros / SIZE).toBeGreaterThan(0.4);
    expect(zeros / SIZE).toBeLessThan(0.6);
  });
});

describe("what becomes of a sample", () => {
  const all = augmentations.kinds;

  it.each([...all.map((kind) => [kind]), all])("by %s follows from seed, epoch and index", (...specs) => {
    const first = one(specs, 4, 2);
    expect(first).not.toEqual(data.inputs.subarray(4 * SIZE, 5 * SIZE));
    expect(one(specs, 4, 2)).toEqual(first);
    for (const other of [one(specs, 4, 3), one(specs, 4, 2, 2)]) expect(other).not.toEqual(first);
  });

  it("differs from what becomes of the same image at another index", () => {
    const inputs = new Uint8Array(2 * SIZE);
    for (const at of [0, SIZE]) inputs.set(data.inputs.subarray(0, SIZE), at);
    const batch = augmentation(["rotate"])({ inputs, shape: [1, 28, 28] }, 1).gather(null, 0, 2, 0).inputs;
    expect(batch.subarray(0, SIZE)).not.toEqual(batch.subarray(SIZE));
  });

  it("does not depend on its batch, the order, or what came before", () => {
    const augmenter = augmentation(all)(data, 1);
    const order = Uint32Array.from({ length: 20 }, (_, i) => (i * 7) % 20);
    augmenter.gather(order, 0, 9, 5);
    const { inputs } = augmenter.gather(order, 3, 6, 1);
    for (let r = 0; r < 6; r++) {
      expect(inputs.subarray(r * SIZE, (r + 1) * SIZE)).toEqual(one(all, order[3 + r], 1));
    }
  });

  it("is put where the last batch was, without more memory", () => {
    const augmenter = augmentation(all)(data, 1);
    const { inputs } = augmenter.gather(null, 0, 20, 0);
    expect(augmenter.gather(null, 5, 7, 1).inputs).toBe(inputs);
  });

  it("is its image, where nothing is asked for", () => {
    expect(one([], 3, 0)).toEqual(data.inputs.subarray(3 * SIZE, 4 * SIZE));
  });

  it.each([[[1, 1, 1]], [[3, 5, 9]], [[1, 64, 2]]])("is an image of the same shape: %j", (shape) => {
    const { inputs } = augmentation(all)(images(3, shape), 1).gather(null, 0, 3, 0);
    expect(inputs.length).toBe(3 * shape[0] * shape[1] * shape[2]);
  });

  it("keeps a stroke near its place, and on average as bright", () => {
    const inputs = new Uint8Array(SIZE);
    for (let y = 8; y < 20; y++) for (let x = 12; x < 16; x++) inputs[28 * y + x] = 255;
    const total = (values: Uint8Array) => values.reduce((sum, value) => sum + value, 0);
    const augmenter = augmentation(["shift", "rotate", "shear", "elastic"])(
      { inputs, shape: [1, 28, 28] },
      1,
    );
    let brightness = 0;
    for (let epoch = 0; epoch < 100; epoch++) {
      const changed = augmenter.gather(null, 0, 1, epoch).inputs;
      brightness += total(changed) / total(inputs) / 100;
      const moment = (of: (i: number) => number) =>
        changed.reduce((sum, value, i) => sum + value * of(i), 0) / total(changed);
      expect(Math.abs(moment((i) => i % 28) - 13.5)).toBeLessThan(6);
      expect(Math.abs(moment((i) => Math.floor(i / 28)) - 13.5)).toBeLessThan(6);
    }
    expect(Math.abs(brightness - 1)).toBeLessThan(0.1);
  });
});

describe("augmentation refuses", () => {
  it.each<[string, unknown, object]>([
    ["a misspelt kind", ["rotat"], { where: "augment[0]", remedy: 'Did you mean "rotate"?' }],
    [
      "a misspelt field",
      ["shift", { kind: "rotate", degree: 5 }],
      { where: 'augment[1] "rotate"', remedy: 'Did you mean "degrees"?' },
    ],
    ["a turn backwards", [{ kind: "rotate", degrees: -5 }], { where: 'augment[0] "rotate".degrees' }],
    ["a size of nothing", [{ kind: "scale", from: 0, to: 1 }], { where: 'augment[0] "scale".from' }],
    ["a slant to the horizon", [{ kind: "shear", degrees: 90 }], { where: 'augment[0] "shear".degrees' }],
    ["no smoothing", [{ kind: "elastic", sigma: 0 }], { where: 'augment[0] "elastic".sigma' }],
    ["a text for a number", [{ kind: "noise", std: "1" }], { where: 'augment[0] "noise".std' }],
    ["one outside of a list", { kind: "rotate" }, { where: "augment" }],
  ])("%s", (_name, specs, expected) => {
    expect(caught(() => augmentation(specs as any))).toMatchObject({ code: "E_FIELD", ...expected });
  });

  it.each<[string, object]>([
    ["numbers", { inputs: new Float32Array(SIZE), shape: [1, 28, 28] }],
    ["rows of bytes", { inputs: new Uint8Array(SIZE), shape: [784] }],
  ])("%s in place of images", (_name, other) => {
    expect(caught(() => augmentation(["rotate"])(other as any, 1))).toMatchObject({
      code: "E_FIELD",
      where: "augment",
      expected: expect.stringContaining("[channels, height, width]"),
    });
  });
});
