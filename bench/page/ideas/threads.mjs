// A batch is cut into blocks of samples, which threads take; what they have for the weights is added in order of the blocks.
import { arrow, box, drawing, text } from "../svg.mjs";

const blocks = [0, 1, 2, 3];
const styleOf = (block) => `b${block % 2 === 0 ? 0 : 1}`;
const y = (block) => 50 + block * 48;

export default drawing(
  720,
  290,
  "Blocks of samples on two threads, and their gradients added in order",
  text(24, 30, "a batch", "strong"),
  text(190, 30, "forward, backward: thread by thread", "strong"),
  text(500, 30, "added in order of the blocks", "strong"),
  blocks.map((block) => [
    box(24, y(block), 110, 38, styleOf(block)),
    text(79, y(block) + 24, `block ${block + 1}`, "middle small"),
    arrow(138, y(block) + 19, 184, y(block) + 19),
    box(190, y(block), 130, 38, styleOf(block)),
    text(255, y(block) + 24, `thread ${(block % 2) + 1}`, "middle small"),
    arrow(324, y(block) + 19, 370, y(block) + 19),
    box(376, y(block), 80, 38, styleOf(block)),
    text(416, y(block) + 24, `dW of ${block + 1}`, "middle small"),
    arrow(460, y(block) + 19, 516, y(block) + 19),
    text(530, y(block) + 24, block === 0 ? "dW₁" : `+ dW${"₁₂₃₄"[block]}`, "mono small"),
  ]),
  arrow(600, 60, 600, 226),
  text(616, 146, "= dW", "mono"),
  text(24, 270, "Which thread takes a block makes no difference to the result.", "small soft"),
);
