// A call of a kernel is cut into blocks. A thread begins with its own, and takes over what another has not come to.
import { arrow, box, drawing, line, text } from "../svg.mjs";

const WIDTH = 62;
const LEFT = 110;
const own = (block) => `b${block <= 4 ? 0 : 1}`;
const block = (number, x, y) => [
  box(x, y, WIDTH, 34, own(number), 0),
  text(x + WIDTH / 2, y + 22, number, "middle small"),
];
const lane = (y, name, from, numbers) => [
  text(24, y + 22, name, "small strong"),
  line(LEFT, y + 40, 640, y + 40, "grid"),
  numbers.map((number, i) => block(number, LEFT + from + i * (WIDTH + 4), y)),
];

export default drawing(
  680,
  310,
  "Blocks of one call, shared out between two threads",
  text(24, 28, "One call of a kernel, cut into blocks of rows, samples or channels", "strong"),
  [1, 2, 3, 4, 5, 6, 7, 8].map((number) => block(number, LEFT + (number - 1) * WIDTH, 44)),
  text(LEFT + 2 * WIDTH, 98, "thread 1 begins with these", "small soft middle"),
  text(LEFT + 6 * WIDTH, 98, "thread 2 with these", "small soft middle"),
  text(24, 142, "Who has done what: thread 2 woke late, so thread 1 took the last", "strong"),
  lane(158, "thread 1", 0, [1, 2, 3, 4, 8]),
  lane(216, "thread 2", 100, [5, 6, 7]),
  text(LEFT + 50, 238, "asleep", "small soft middle"),
  arrow(LEFT, 278, 640, 278),
  text(640, 296, "time", "small soft end"),
);
