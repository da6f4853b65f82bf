// One block of memory, shared out once.
import { box, drawing, element, text } from "../svg.mjs";

const parts = [
  ["parameters", 128, "b0"],
  ["gradients", 128, "b0"],
  ["optimizer's slots", 128, "b0"],
  ["x, targets", 86, "b1"],
  ["outputs of the layers", 142, "b1"],
];
let at = 24;
const drawn = parts.map(([name, width, style]) => {
  const x = at;
  at += width;
  return [box(x, 60, width, 44, style, 0), text(x + width / 2, 87, name, "middle small")];
});

export default drawing(
  680,
  210,
  "One memory, shared out when the model is built",
  text(24, 34, "One WebAssembly memory, shared out by build()", "strong"),
  drawn,
  box(at, 60, 32, 44, "empty", 0),
  text(24, 130, "one block each: an optimizer is one call", "small soft"),
  text(408, 130, "room for the largest batch", "small soft"),
  element("path", { d: "M640 108C660 178 20 178 34 142", class: "s0", "marker-end": "url(#head)" }),
  text(
    338,
    190,
    "every step works in the same bytes: nothing to take, nothing to clear away",
    "middle small",
  ),
);
