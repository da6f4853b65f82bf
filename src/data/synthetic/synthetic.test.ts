import { describe, expect, it } from "vitest";
import { parseFields } from "../../core/fields.js";
import { checkDataset, type Dataset } from "../dataset.js";
import { blobs, circles, gaussians, moons, spiral, syntheticRegistry, xor } from "./index.js";

const points = ({ inputs, targets, size }: Dataset) =>
  Array.from({ length: size }, (_, i) => ({ x: inputs[2 * i], y: inputs[2 * i + 1], label: targets[i] }));

describe.each(syntheticRegistry.definitions)("$kind", (definition) => {
  const make = (values: object) =>
    definition.generate(parseFields(definition.fields, values, definition.kind));

  it("is well formed, follows its seed, and is in no order", () => {
    const data = checkDataset(make({ seed: 5 }), definition.kind);
    expect(data.shape).toEqual([2]);
    expect(data.inputs).toBeInstanceOf(Float32Array);
    expect(data.targets).toBeInstanceOf(Int32Array);
    expect(make({ seed: 5 })).toEqual(data);
    expect(make({ seed: 6 })).not.toEqual(data);
    const half = data.targets.subarray(0, data.size / 2);
    expect(new Set(half).size).toBe(data.classes?.length);
  });

  it("has each class in equal share", () => {
    const data = make({ n: 600 });
    const share = 600 / data.classes!.length;
    for (let label = 0; label < data.classes!.length; label++) {
      const count = data.targets.filter((target: number) => target === label).length;
      expect(Math.abs(count - share)).toBeLessThan(definition.kind === "xor" ? 60 : 1);
    }
  });

  it.each([{ n: 1 }, { n: 1e9 }, { n: 2.5 }, { noise: -0.1 }, { noise: Number.NaN }, { sides: 3 }])(
    "refuses %j",
    (values) => {
      expect(() => make(values)).toThrow(expect.objectContaining({ code: "E_FIELD" }));
    },
  );

  it("makes also the smallest set", () => {
    checkDataset(make({ n: 2 }), definition.kind);
    checkDataset(make({ n: 3 }), definition.kind);
  });
});

describe("the rules", () => {
  it("moons lie on their half circles", () => {
    for (const { x, y, label } of points(moons({ noise: 0 }))) {
      const [dx, dy] = label === 0 ? [x, y] : [x - 1, 0.5 - y];
      expect(Math.hypot(dx, dy)).toBeCloseTo(1, 6);
      expect(dy).toBeGreaterThan(-1e-6);
    }
  });

  it("moons' noise has the standard deviation asked for", () => {
    const clean = points(moons({ n: 2, noise: 0, seed: 0 }));
    expect(clean.map(({ x, y }) => [x, y]).sort()).toEqual([
      [0, 0.5],
      [1, 0],
    ]);
    const radii = points(moons({ n: 20_000, noise: 0.1 })).map(({ x, y, label }) =>
      label === 0 ? Math.hypot(x, y) : Math.hypot(x - 1, 0.5 - y),
    );
    const variance = radii.reduce((sum, r) => sum + (r - 1) ** 2, 0) / radii.length;
    expect(Math.sqrt(variance)).toBeCloseTo(0.1, 2);
  });

  it("circles: the disc and the ring do not touch, and noise blurs the labels alone", () => {
    for (const { x, y, label } of points(circles())) {
      const r = Math.hypot(x, y);
      expect(label === 1 ? r <= 2.5 : r >= 3.5 - 1e-6 && r <= 5 + 1e-6).toBe(true);
    }
    const noisy = points(circles({ n: 2000, noise: 0.5 }));
    expect(noisy.some(({ x, y, label }) => label === 0 && Math.hypot(x, y) < 2.5)).toBe(true);
    expect(noisy.every(({ x, y }) => Math.hypot(x, y) <= 5 + 1e-6)).toBe(true);
  });

  it("xor: the sign of the product, with a gap along the axes", () => {
    for (const { x, y, label } of points(xor())) {
      expect(label).toBe(x * y >= 0 ? 1 : 0);
      expect(Math.min(Math.abs(x), Math.abs(y))).toBeGreaterThanOrEqual(0.3 - 1e-6);
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(5.3 + 1e-6);
    }
  });

  it.each([
    [0, 0.5],
    [0.25, 2.25],
    [0.5, 4],
  ])("gaussians: noise %d gives variance %d", (noise, variance) => {
    const upper = points(gaussians({ n: 40_000, noise })).filter(({ label }) => label === 1);
    const mean = upper.reduce((sum, { x }) => sum + x, 0) / upper.length;
    const measured = upper.reduce((sum, { x }) => sum + (x - mean) ** 2, 0) / upper.length;
    expect(mean).toBeCloseTo(2, 1);
    expect(measured / variance).toBeCloseTo(1, 1);
  });

  it("spiral: two arms, each the other turned by half a circle", () => {
    const arms = [0, 1].map((arm) =>
      points(spiral({ n: 100 }))
        .filter(({ label }) => label === arm)
        .sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y)),
    );
    for (let i = 0; i < 50; i++) {
      expect(arms[0][i].x).toBeCloseTo(-arms[1][i].x, 6);
      expect(arms[0][i].y).toBeCloseTo(-arms[1][i].y, 6);
      expect(Math.hypot(arms[1][i].x, arms[1][i].y)).toBeCloseTo((5 * i) / 50, 5);
    }
  });

  it("blobs: as many clouds as asked for, centred on the circle", () => {
    const data = blobs({ classes: 5, noise: 0 });
    expect(data.classes).toHaveLength(5);
    expect(new Set(points(data).map(({ x, y }) => `${x},${y}`)).size).toBe(5);
    for (const { x, y } of points(data)) expect(Math.hypot(x, y)).toBeCloseTo(4, 6);
    expect(() => blobs({ classes: 11 })).toThrow(expect.objectContaining({ code: "E_FIELD" }));
  });

  it("stay the same from version to version", () => {
    const first = (data: Dataset) => [...data.inputs.subarray(0, 2)];
    expect({
      moons: first(moons()),
      circles: first(circles()),
      xor: first(xor()),
      gaussians: first(gaussians()),
      spiral: first(spiral()),
      blobs: first(blobs()),
    }).toMatchInlineSnapshot(`
      {
        "blobs": [
          -3.9073736667633057,
          -2.9619719982147217,
        ],
        "circles": [
          -0.029017746448516846,
          -2.025895118713379,
        ],
        "gaussians": [
          1.608199119567871,
          1.1497288942337036,
        ],
        "moons": [
          1.784269094467163,
          0.22454679012298584,
        ],
        "spiral": [
          -0.47325509786605835,
          -0.21547530591487885,
        ],
        "xor": [
          3.404411554336548,
          0.3227948844432831,
        ],
      }
    `);
  });
});
