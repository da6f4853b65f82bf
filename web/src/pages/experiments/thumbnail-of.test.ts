import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { experiments } from "../../../../experiments/index.js";
import { type Thumbnail, thumbnailOf } from "./thumbnail-of.ts";

const kept = JSON.parse(readFileSync(new URL("thumbnails.json", import.meta.url), "utf8")) as Record<
  string,
  Thumbnail
>;

/** Where each piece of a path begins. */
const starts = (path: string) =>
  [...path.matchAll(/M(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

describe("the pictures of the list", () => {
  it.each(experiments.map(({ id }) => [id]))("%s has one, in its box and in colours that there are", (id) => {
    const picture = kept[id]; // node scripts/thumbnails.mjs <id> draws it
    expect(picture, id).toBeDefined();
    expect(picture.some(([kind, path]) => kind !== "axis" && path.length > 10)).toBe(true);
    for (const [kind, path] of picture) {
      expect(kind).toMatch(/^(axis|trail|(line|fill|mark|signed|height|grey)-[0-7])$/);
      expect(path).not.toMatch(/NaN|Infinity|undefined/);
      for (const [x, y] of starts(path)) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(96);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(62);
      }
    }
  });

  it("are of experiments that there are", () => {
    const ids = experiments.map(({ id }) => id);
    expect(Object.keys(kept).filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe("a chart as a small picture", () => {
  const line = (y: readonly number[], log = false) =>
    thumbnailOf({
      id: "line",
      kind: "line",
      title: "",
      x: { label: "" },
      y: { label: "", log },
      series: [{ name: "", x: y.map((_, i) => i), y }],
    })!;

  it("is a line through its points, from the first to the last, the largest at the top", () => {
    const [, [kind, path]] = line([0, 10, 5]);
    expect([kind, path]).toEqual(["line-0", "M4 58L48 4L92 31"]);
  });

  it("has a gap where there is no number", () => {
    const [, [, path]] = line([1, 2, Number.NaN, 3, 4]);
    expect(path.match(/M/g)).toHaveLength(2);
  });

  it("goes by powers on a logarithmic axis", () => {
    const [, [, path]] = line([1, 10, 100], true);
    expect(path).toBe("M4 58L48 31L92 4");
  });

  it("shows where a function is high and where it is low", () => {
    const picture = thumbnailOf({
      id: "plane",
      kind: "heatmap",
      title: "",
      scale: "sequential",
      range: [0, 1],
      x: "",
      y: "",
      panels: [{ name: "", width: 2, height: 1, x: [0, 1], y: [0, 1], values: [0, 1] }],
    })!;
    const at = Object.fromEntries(picture);
    expect(Object.keys(at).sort()).toEqual(["height-0", "height-7"]);
    expect(starts(at["height-7"])).toEqual([[48, 5]]);
  });

  it("is nothing for a table", () => {
    expect(thumbnailOf({ id: "table", kind: "table", title: "", columns: [], rows: [] })).toBeUndefined();
  });
});
