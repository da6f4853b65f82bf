// Four outputs of a 3 × 3 convolution with 16 products in place of 36.
import { arrow, box, drawing, text } from "../svg.mjs";

const CELL = 22;
const grid = (x, y, side, style) =>
  Array.from({ length: side * side }, (_, i) =>
    box(x + (i % side) * CELL, y + Math.floor(i / side) * CELL, CELL, CELL, style, 0),
  );

export default drawing(
  720,
  330,
  "A convolution of 3 × 3, directly and by Winograd's way",
  text(24, 28, "Directly: each of 4 outputs takes 9 products, 36 in all", "strong"),
  grid(24, 44, 4, "b1"),
  text(128, 92, "∗", "middle"),
  grid(146, 55, 3, "b2"),
  arrow(224, 88, 268, 88),
  grid(278, 66, 2, "b0"),
  text(68, 148, "16 pixels", "small soft middle"),
  text(180, 148, "a filter", "small soft middle"),
  text(300, 148, "4 outputs", "small soft middle"),
  text(
    24,
    190,
    "F(2×2, 3×3): pixels and filter changed by sums, then 16 products, then sums again",
    "strong",
  ),
  grid(24, 206, 4, "b1"),
  arrow(118, 250, 150, 250),
  text(134, 240, "Bᵀ·B", "small middle"),
  grid(156, 206, 4, "b1"),
  text(262, 255, "⊙", "middle"),
  grid(280, 206, 4, "b2"),
  arrow(374, 250, 406, 250),
  text(390, 240, "=", "small middle"),
  grid(412, 206, 4, "b0"),
  arrow(506, 250, 550, 250),
  text(528, 240, "Aᵀ·A", "small middle"),
  grid(560, 228, 2, "b0"),
  text(200, 312, "changed pixels", "small soft middle"),
  text(324, 312, "changed filter", "small soft middle"),
  text(456, 312, "16 products", "small soft middle"),
  text(582, 312, "4 outputs", "small soft middle"),
);
