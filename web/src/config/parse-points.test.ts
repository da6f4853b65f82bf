import { expect, it } from "vitest";
import { parsePoints } from "./parse-points.ts";

it("reads tables with and without a line of names", () => {
  expect(parsePoints("x,y,class\n1,2,a\n-1.5,0.25,b\n\n3,4,a\n")).toEqual([
    [1, 2, 0],
    [-1.5, 0.25, 1],
    [3, 4, 0],
  ]);
  expect(parsePoints("1;2;0\n3;4;1")).toEqual([
    [1, 2, 0],
    [3, 4, 1],
  ]);
});

it("says which line is none", () => {
  expect(parsePoints("1,2,a\n1,b,a")).toEqual({ line: 2 });
  expect(parsePoints("1,2,a\n1,2")).toEqual({ line: 2 });
  expect(parsePoints("0,0,a\n0,0,b\n0,0,c\n0,0,d\n0,0,e\n0,0,f")).toEqual({ line: 6 });
});

it("brings what is far out into the view", () => {
  expect(parsePoints("0,0,a\n100,1000,b\n50,250,a")).toEqual([
    [-5, -5, 0],
    [5, 5, 1],
    [0, -2.5, 0],
  ]);
});
