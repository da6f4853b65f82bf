import { describe, expect, it } from "vitest";
import { MOST_POINTS } from "./playground.ts";
import { type PointTable, readPoints } from "./read-points.ts";

const points = (text: string) => (readPoints(text) as PointTable).points;

describe("a table of points", () => {
  it("is read with and without a line of names, whatever stands between the cells", () => {
    const wanted = [
      [1, 2, 0],
      [-1.5, 0.25, 1],
      [3, 4, 0],
    ];
    expect(points("x,y,class\n1,2,a\n-1.5,0.25,b\n\n3,4,a\n")).toEqual(wanted);
    expect(points('\ufeff"1";"2";0\r\n-1.5;.25;1\r\n3;4;0')).toEqual(wanted);
    expect(points("1\t2\ta\n-1.5\t0.25\tb\n3\t4\ta")).toEqual(wanted);
    expect(points("1 2 a\n-1.5 0.25 b\n3 4 a\n")).toEqual(wanted);
  });

  it("is refused with the place and the reason", () => {
    expect(readPoints("1,2,a\n1,b,a\n2,3,b")).toEqual({
      fault: "text",
      values: { line: "2", column: "2", got: '"b"' },
    });
    expect(readPoints("1,2,a\n3,4,a")).toMatchObject({ fault: "oneClass" });
    expect(readPoints("1,a\n3,b")).toMatchObject({ fault: "oneColumn" });
    expect(readPoints("1,2,0.5\n3,4,0.7")).toMatchObject({ fault: "values" });
    expect(readPoints("0,0,a\n0,0,b\n0,0,c\n0,0,d\n0,0,e\n0,0,f")).toMatchObject({ fault: "classes" });
    expect(readPoints("1,2,a\n1,2")).toMatchObject({ fault: "other", values: { reason: /line 2/ } });
    expect(readPoints('1,2,"a\n3,4,b')).toMatchObject({ fault: "other" });
    expect(readPoints("")).toMatchObject({ fault: "other" });
  });

  it("may have far too many columns: that is told at once", () => {
    const row = `${"1,".repeat(100_000)}a`;
    expect(readPoints(`${row}\n${row}`)).toEqual({
      fault: "columns",
      values: { columns: 100_001, most: 100 },
    });
  });

  it("may have a million rows: some are drawn, always the same", () => {
    const rows = Array.from({ length: 1_000_000 }, (_, i) => `${i % 10},${i % 7},${i % 2 ? "b" : "a"}`);
    const read = readPoints(rows.join("\n")) as PointTable;
    expect(read).toMatchObject({ rows: 1_000_000, inputs: 2, scaled: true });
    expect(read.points).toHaveLength(MOST_POINTS);
    expect(new Set(read.points.map(([, , label]) => label)).size).toBe(2);
  }, 120_000);

  it("of more columns gives the first two and the last, and what is far out is brought into the view", () => {
    expect(readPoints("0,0,9,a\n100,1000,9,b\n50,250,9,a")).toEqual({
      points: [
        [-5, -5, 0],
        [5, 5, 1],
        [0, -2.5, 0],
      ],
      ...{ rows: 3, inputs: 3, scaled: true },
    });
  });
});
