// Work is divided among elements, never within a sum.
import { arrow, box, drawing, text } from "../svg.mjs";

const CELL = 20;
const chain = ["0", "x₀w₀", "x₁w₁", "x₂w₂", "x₃w₃", "…"];

export default drawing(
  720,
  270,
  "Tiles and threads share out the elements; each sum runs in one order",
  text(24, 28, "Shared out: the elements", "strong"),
  Array.from({ length: 8 * 8 }, (_, i) => {
    const [r, c] = [Math.floor(i / 8), i % 8];
    return box(24 + c * CELL, 44 + r * CELL, CELL, CELL, `b${(r < 4 ? 0 : 1) + (c < 4 ? 0 : 1)}`, 0);
  }),
  text(24, 226, "other tiles, more threads:", "small soft"),
  text(24, 242, "other colours, the same sums", "small soft"),
  arrow(188, 118, 236, 100),
  text(250, 28, "Never shared out: the sum of one element", "strong"),
  chain
    .flatMap((term, i) => [
      box(250 + i * 76, 82, 52, 32, i === 0 ? "box" : "b1"),
      text(276 + i * 76, 103, term, "middle mono small"),
      i < chain.length - 1 && text(314 + i * 76, 103, "+", "middle"),
    ])
    .filter(Boolean),
  text(250, 140, "from left to right, in order of k, always", "small soft"),
  text(250, 180, "Why it matters, in float32:", "strong small"),
  text(250, 202, "(1 + 100,000,000) − 100,000,000 = 0", "mono small"),
  text(250, 222, "1 + (100,000,000 − 100,000,000) = 1", "mono small"),
);
