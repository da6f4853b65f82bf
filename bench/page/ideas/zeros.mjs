// Of a digit, only the pixels that are not zero are walked.
import { loadData } from "../../chainrule.mjs";
import { arrow, box, drawing, element, text } from "../svg.mjs";

const SIDE = 28;
const PIXEL = 8;
const { test } = await loadData("mnist-10k");
const which = test.targets.indexOf(5);
const pixels = test.inputs.subarray(which * SIDE * SIDE, (which + 1) * SIDE * SIDE);
const lit = Array.from(pixels, (value, index) => ({ value, index })).filter(({ value }) => value > 0);
const [X, Y] = [24, 44];
const shown = lit.slice(0, 6);
const rowOfW = (i) => 76 + i * 30;

export default drawing(
  720,
  300,
  "A digit, its pixels that are not zero, and the rows of W that they meet",
  text(X, 28, `28 × 28 pixels, ${lit.length} of them not zero`, "strong"),
  box(X, Y, SIDE * PIXEL, SIDE * PIXEL, "box", 0),
  lit.map(({ value, index }) =>
    element("rect", {
      x: X + (index % SIDE) * PIXEL,
      y: Y + Math.floor(index / SIDE) * PIXEL,
      width: PIXEL,
      height: PIXEL,
      class: "c1",
      opacity: 0.25 + (0.75 * value) / 255,
    }),
  ),
  arrow(262, 156, 300, 156),
  text(312, 28, "a list: place, value", "strong"),
  shown.map(({ value, index }, i) => [
    box(312, rowOfW(i) - 16, 58, 22, "b1"),
    text(341, rowOfW(i), index, "mono middle small"),
    box(370, rowOfW(i) - 16, 58, 22, "b1"),
    text(399, rowOfW(i), (value / 255).toFixed(2), "mono middle small"),
    arrow(434, rowOfW(i) - 5, 486, rowOfW(i) - 5),
  ]),
  text(370, rowOfW(6), "⋮", "middle"),
  text(494, 28, "value × that row of W", "strong"),
  Array.from({ length: 7 }, (_, i) => [
    i < 6 && box(494, rowOfW(i) - 16, 150, 22, "b2"),
    i < 6 && text(569, rowOfW(i), `W[${shown[i].index}, 0 … M)`, "mono middle small"),
  ])
    .flat()
    .filter(Boolean),
  text(494, rowOfW(6), `the other ${SIDE * SIDE - lit.length} rows are not read`, "small soft"),
);
