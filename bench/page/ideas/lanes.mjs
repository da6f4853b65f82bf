// One instruction for four numbers.
import { arrow, box, drawing, text } from "../svg.mjs";

const CELL = 34;
const names = (letter) => ["₀", "₁", "₂", "₃"].map((index) => `${letter}${index}`);
const cell = (x, y, content, style) => [
  box(x, y, CELL, CELL, style),
  text(x + CELL / 2, y + 22, content, "middle mono"),
];
const row = (x, y, contents, style) => contents.map((content, i) => cell(x + i * CELL, y, content, style));

const [a, b] = [names("a"), names("b")];
const products = a.map((one, i) => `${one}${b[i]}`);

export default drawing(
  680,
  250,
  "Four products with four instructions, or with one",
  text(16, 28, "One at a time: four instructions", "strong"),
  a.map((_, i) => [
    cell(24, 44 + i * 46, a[i], "b1"),
    text(72, 66 + i * 46, "×", "middle"),
    cell(86, 44 + i * 46, b[i], "b2"),
    arrow(130, 61 + i * 46, 160, 61 + i * 46),
    cell(168, 44 + i * 46, products[i], "b0"),
  ]),
  text(340, 28, "Four lanes at once: one, f32x4.mul", "strong"),
  row(340, 56, a, "b1"),
  text(340 + 2 * CELL, 110, "×", "middle"),
  row(340, 120, b, "b2"),
  arrow(486, 105, 518, 105),
  row(526, 88, products, "b0"),
  text(340, 190, "A register of 128 bits holds four numbers of 32 bits.", "soft small"),
  text(340, 208, "The same for sums: f32x4.add.", "soft small"),
);
