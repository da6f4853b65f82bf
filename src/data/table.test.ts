import { describe, expect, it } from "vitest";
import { tableDataset } from "./table.js";

const table = (text: string) =>
  tableDataset(
    text.split("\n").map((line) => line.split(",")),
    "t.csv",
  );

describe("tableDataset", () => {
  it("takes text in the last column for classes, in sorted order", () => {
    const data = table("length,width,kind\n1,2,rose\n3,4.5,aster\n-5,6e1,rose");
    expect(data).toMatchObject({ shape: [2], size: 3, classes: ["aster", "rose"] });
    expect([...data.inputs]).toEqual([1, 2, 3, 4.5, -5, 60]);
    expect(data.targets).toEqual(Int32Array.of(1, 0, 1));
  });

  it("takes whole numbers for classes, sorted as numbers", () => {
    const data = table("1,10\n2,9\n3,10\n4,-1");
    expect(data.classes).toEqual(["-1", "9", "10"]);
    expect([...data.targets]).toEqual([2, 1, 2, 0]);
  });

  it("takes other numbers, or many different ones, for values", () => {
    const data = table("1,0.5\n2,9\n3,10");
    expect(data.classes).toBeUndefined();
    expect(data.targets).toEqual(Float32Array.of(0.5, 9, 10));
    const many = table(Array.from({ length: 101 }, (_, i) => `0,${i}`).join("\n"));
    expect(many.targets).toBeInstanceOf(Float32Array);
  });

  it("tells a header, also of numbers, from data", () => {
    expect(table("1,2,a\n3,4,b").size).toBe(2);
    expect(table("x,y\n1,2\n3,4").size).toBe(2);
    expect(table("0,1,price\n1,2,3.5\n3,4,4.5").size).toBe(2);
  });

  it("passes over blank rows and spaces, and still counts lines as the file does", () => {
    expect(table(" 1 , a \n\n2,b\n").size).toBe(2);
    expect(() => table("1,a\n\n\nfive,b")).toThrow(
      expect.objectContaining({ where: "line 4, column 1 of t.csv" }),
    );
  });

  it("takes text for the name of a class, whatever it says", () => {
    expect(table("1,nan\n2,pita").classes).toEqual(["nan", "pita"]);
  });

  it.each([
    ["an empty file", "", "t.csv", "none"],
    ["a header alone", "a,b", "t.csv", "none"],
    ["one column", "1\n2", "t.csv", "one"],
    ["a row too short", "1,2,a\n3,b", "line 2 of t.csv", "2"],
    ["a row too long", "x,y,z\n1,2,a\n3,4,5,b", "line 3 of t.csv", "4"],
    ["text among the numbers", "x,y,z\n1,2,a\n3,high,b", 'line 3, column 2 "y" of t.csv', '"high"'],
    ["text among the first row's numbers", "1,high,a\n2,3,b\n4,5,c", "line 1, column 2 of t.csv", '"high"'],
    ["a missing number", "1,2,a\n,4,b", "line 2, column 1 of t.csv", '""'],
    ["not-a-number", "1,2,a\nNaN,4,b", "line 2, column 1 of t.csv", '"NaN"'],
    ["hexadecimal", "1,2,a\n0x10,4,b", "line 2, column 1 of t.csv", '"0x10"'],
    ["a missing answer", "1,2,a\n3,4,", "line 2, column 3 of t.csv", "nothing"],
    ["one class only", "1,2,a\n3,4,a", "t.csv", 'only "a"'],
    ["a number beyond float32", "1,2,a\n1e39,4,b", "line 2, column 1 of t.csv", '"1e39"'],
    ["a number beyond float64", "x,y,z\n1,2,a\n3,-1e400,b", 'line 3, column 2 "y" of t.csv', '"-1e400"'],
    ["infinity", "1,2,a\n3,-inf,b", "line 2, column 2 of t.csv", '"-inf"'],
    ["not-a-number where a header could be", "NaN,a\n1,b", "line 1, column 1 of t.csv", '"NaN"'],
    ["infinity where a header could be", "1,inf\n2,0.5", "line 1, column 2 of t.csv", '"inf"'],
    ["not-a-number among values", "x,z\n1,0.5\n2,nan", 'line 3, column 2 "z" of t.csv', '"nan"'],
    ["a value beyond float32", "1,0.5\n2,1e60", "line 2, column 2 of t.csv", '"1e60"'],
  ])("refuses %s", (_, text, where, got) => {
    expect(() => table(text)).toThrow(expect.objectContaining({ code: "E_DATA", where, got }));
  });
});
