// A tile of C stays in registers while k runs; B lies packed in the order in which it is read.
import { arrow, box, drawing, element, text } from "../svg.mjs";

const CELL = 13;
const grid = (x, y, rows, columns, styleOf) =>
  Array.from({ length: rows * columns }, (_, i) => {
    const [r, c] = [Math.floor(i / columns), i % columns];
    return box(x + c * CELL, y + r * CELL, CELL, CELL, styleOf(r, c), 0);
  });

const [AX, AY, BX, BY] = [24, 196, 184, 44];
const inTile = (r, c) => r >= 4 && r < 8 && c >= 8 && c < 16;

export default drawing(
  820,
  392,
  "A tile of 4 × 8 sums in registers, and the packed panel of B",
  text(AX, AY - 12, "A", "strong"),
  grid(AX, AY, 12, 11, (r, c) => (r >= 4 && r < 8 ? (c === 3 ? "b1" : "box") : "empty")),
  text(BX - 18, BY + 14, "B", "strong"),
  grid(BX, BY, 11, 24, (r, c) => (c >= 8 && c < 16 ? (r === 3 ? "b2" : "box") : "empty")),
  text(BX - 18, AY + 14, "C", "strong"),
  grid(BX, AY, 12, 24, (r, c) => (inTile(r, c) ? "b0" : "empty")),
  text(BX + 12 * CELL, AY + 12 * CELL + 18, "4 × 8 sums: eight registers", "middle small strong"),
  ...[
    ["For each k: load 4 numbers of A and 8 of B,", 62],
    ["do 32 products and 32 sums with them.", 80],
    ["Nothing of C is stored before the last k.", 98],
  ].map(([line, y]) => text(530, y, line, "small")),
  text(530, 150, "The panel, packed:", "strong small"),
  Array.from({ length: 3 }, (_, k) => [
    Array.from({ length: 8 }, (_, i) =>
      box(530 + i * CELL, 162 + k * (CELL + 4), CELL, CELL, k === 1 ? "b2" : "box", 0),
    ),
    text(530 + 8 * CELL + 8, 173 + k * (CELL + 4), ["k − 1", "k", "k + 1"][k], "small soft"),
  ]),
  text(530, 232, "one k after the other in memory,", "small"),
  text(530, 248, "read from front to end, by all rows of A", "small"),
  element("path", {
    d: `M${BX + 16 * CELL + 2} ${BY + 3.5 * CELL}H516V187H526`,
    class: "line",
    "marker-end": "url(#head)",
  }),
  arrow(AX + 11 * CELL + 4, AY + 6 * CELL, BX + 8 * CELL - 3, AY + 6 * CELL),
  arrow(BX + 12 * CELL, BY + 11 * CELL + 2, BX + 12 * CELL, AY + 4 * CELL - 3),
);
