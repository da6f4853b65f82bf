import type { Dataset } from "chainrule";
import { legendOf, markOf, Plane, spanOf } from "./plane.js";

/** Points of the plane as letters, one letter per class, with the range of both axes; a colour per class as well. */
export function scatter({ inputs, targets, classes, size }: Dataset): string {
  const column = (axis: number) => Array.from({ length: size }, (_, i) => inputs[2 * i + axis]);
  const [x, y] = [column(0), column(1)];
  const plane = new Plane({ range: spanOf(x) }, { range: spanOf(y) });
  for (let i = 0; i < size; i++) plane.put(x[i], y[i], markOf(classes ? targets[i] : 0));
  const lines = plane.lines();
  if (classes !== undefined && classes.length > 0) lines.push("", legendOf(classes));
  return lines.join("\n");
}
