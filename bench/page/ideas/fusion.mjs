// The activation is taken while its numbers are still in the cache.
import { arrow, box, drawing, text } from "../svg.mjs";

const place = (x, y, width, label, style = "box") => [
  box(x, y, width, 40, style),
  text(x + width / 2, y + 25, label, "middle"),
];

function lane(y, title, passes) {
  return [
    text(16, y, title, "strong"),
    text(16, y + 42, "registers, cache", "small soft"),
    text(16, y + 116, "memory", "small soft"),
    passes,
  ];
}

export default drawing(
  720,
  346,
  "Two passes over memory, or one",
  lane(28, "Two passes: all of z goes out, and comes back", [
    place(150, 50, 120, "z = x·W + b", "b1"),
    arrow(210, 92, 210, 120),
    place(150, 122, 120, "all of z"),
    arrow(274, 142, 396, 142),
    place(400, 122, 120, "all of z"),
    arrow(460, 120, 460, 92),
    place(400, 50, 120, "y = f(z)", "b2"),
    arrow(524, 70, 590, 120),
    place(570, 122, 110, "all of y"),
  ]),
  lane(200, "Fused: a block of rows at a time, activated while it is there", [
    place(150, 222, 120, "z, 32 rows", "b1"),
    arrow(274, 242, 396, 242),
    place(400, 222, 120, "y, 32 rows", "b2"),
    arrow(210, 264, 210, 288),
    place(150, 288, 120, "z"),
    arrow(460, 264, 460, 288),
    place(400, 288, 120, "y"),
  ]),
);
