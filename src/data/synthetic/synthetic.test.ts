import { describe, expect, it } from "vitest";
import { parseFields } from "../../core/fields.js";
import { checkDataset, type Dataset } from "../dataset.js";
import {
  blobs,
  bumps,
  circles,
  curve,
  gaussians,
  moons,
  parsePlaneFeatures,
  plane,
  planeFeatureNames,
  planeFeatures,
  spiral,
  syntheticRegistry,
  xor,
} from "./index.js";

const points = ({ inputs, targets, size }: Dataset) =>
  Array.from({ length: size }, (_, i) => ({ x: inputs[2 * i], y: inputs[2 * i + 1], label: targets[i] }));

describe.each(syntheticRegistry.definitions)("$kind", (definition) => {
  const make = (values: object) =>
    definition.generate(parseFields(definition.fields, values, definition.kind));

  const hasClasses = make({}).classes !== undefined;

  it("is well formed, follows its seed, and is in no order", () => {
    const data = checkDataset(make({ seed: 5 }), definition.kind);
    expect(data.shape).toEqual([definition.kind === "curve" ? 1 : 2]);
    expect(data.inputs).toBeInstanceOf(Float32Array);
    expect(data.targets).toBeInstanceOf(hasClasses ? Int32Array : Float32Array);
    expect(make({ seed: 5 })).toEqual(data);
    expect(make({ seed: 6 })).not.toEqual(data);
    const half = data.targets.subarray(0, data.size / 2);
    if (hasClasses) expect(new Set(half).size).toBe(data.classes?.length);
  });

  it("has each class in equal share, or values", () => {
    const data = make({ n: 600 });
    if (!hasClasses) return expect(new Set(data.targets).size).toBeGreaterThan(5);
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

  it("plane and bumps: the values of the anchor's rules, read elsewhere where there is noise", () => {
    for (const { x, y, label } of points(plane())) expect(label).toBeCloseTo((x + y) / 10, 6);
    const sign = (x: number, y: number) => (Math.round((x + 4) / 4) % 2 === 0 ? 1 : -1) * Math.sign(y);
    for (const { x, y, label } of points(bumps())) {
      const middle = Math.max(-4, Math.min(4, 4 * Math.round(x / 4)));
      const height = Math.max(0, 1 - Math.hypot(x - middle, Math.abs(y) - 2.5) / 2);
      expect(label).toBeCloseTo(height === 0 ? 0 : sign(middle, y) * height, 6);
    }
    expect([plane().size, bumps().size]).toEqual([1200, 1200]);
    const moved = points(plane({ noise: 0.5 })).map(({ x, y, label }) => Math.abs(label - (x + y) / 10));
    expect(Math.max(...moved)).toBeGreaterThan(0.3);
    expect(Math.max(...moved)).toBeLessThanOrEqual(0.6 + 1e-6);
  });

  it.each([
    ["sine", Math.sin],
    ["cubic", (x: number) => (x ** 3 - 25 * x) / 50],
    ["bell", (x: number) => Math.exp(-x * x)],
    ["steps", (x: number) => Math.floor(x / 2) / 2],
  ] as const)("curve: %s, and noise of the standard deviation asked for", (f, rule) => {
    const clean = curve({ f, noise: 0 });
    clean.inputs.forEach((x, i) => {
      expect(clean.targets[i]).toBeCloseTo(rule(x), 5);
    });
    const noisy = curve({ f, noise: 0.2, n: 20_000 });
    let variance = 0;
    noisy.inputs.forEach((x, i) => {
      variance += (noisy.targets[i] - rule(x)) ** 2 / 20_000;
    });
    expect(Math.sqrt(variance)).toBeCloseTo(0.2, 2);
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
      plane: first(plane()),
      bumps: first(bumps()),
      curve: first(curve()),
    }).toMatchInlineSnapshot(`
      {
        "blobs": [
          -3.9073736667633057,
          -2.9619719982147217,
        ],
        "bumps": [
          1.4302043914794922,
          0.019931910559535027,
        ],
        "circles": [
          -0.029017746448516846,
          -2.025895118713379,
        ],
        "curve": [
          4.440371036529541,
          5.359753608703613,
        ],
        "gaussians": [
          1.608199119567871,
          1.1497288942337036,
        ],
        "moons": [
          1.784269094467163,
          0.22454679012298584,
        ],
        "plane": [
          1.4302043914794922,
          0.019931910559535027,
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

describe("features", () => {
  it("are computed of the same points, in the order asked for", () => {
    const plain = spiral({ seed: 3 });
    const rich = spiral({ seed: 3, features: "sinx2+x1^2+x1x2+x1" });
    expect([rich.shape, rich.targets]).toEqual([[4], plain.targets]);
    for (const [i, { x, y }] of points(plain).entries()) {
      const expected = [Math.sin(y!), x! * x!, x! * y!, x!];
      expected.forEach((value, k) => {
        expect(rich.inputs[4 * i + k]).toBeCloseTo(value, 5);
      });
    }
  });

  it("of any points: all seven", () => {
    const row = planeFeatures(Float32Array.of(0.5, -2), planeFeatureNames);
    expect([...row].map((value) => value.toFixed(4))).toEqual(
      [0.5, -2, 0.25, 4, -1, Math.sin(0.5), Math.sin(-2)].map((value) => value.toFixed(4)),
    );
  });

  it.each(["", "x3", "x1+", "x1+x1", "constructor", "x1,x2", "X1"])("refuses %j", (features) => {
    expect(() => parsePlaneFeatures(features)).toThrow(expect.objectContaining({ code: "E_FIELD" }));
    expect(() => moons({ features })).toThrow(expect.objectContaining({ where: "moons.features" }));
  });
});
