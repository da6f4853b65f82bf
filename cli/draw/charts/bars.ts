import { type BarChart, pick } from "../../../experiments/index.js";
import { out } from "../../terminal.js";
import { bar } from "../bars.js";
import { pad } from "../picture.js";
import { markOf } from "../plane.js";
import { figure } from "./figures.js";

const WIDTH = 40;

/** A bar per category and series; bars start at 0, or at the least value where the axis says so. */
export function barLines({ categories, series, y }: BarChart): string[] {
  const all = series.flatMap(({ values }) => values).filter(Number.isFinite);
  const [least, most] = y.range ?? [Math.min(0, ...all), Math.max(...all)];
  const names = categories.map((name) => pick(name, "en"));
  const nameWidth = Math.max(...names.map((name) => name.length));
  const several = series.length > 1;
  const lines = names.flatMap((name, i) =>
    series.map(({ values }, s) => {
      const share = Math.max(0, Math.min(1, (values[i] - least) / (most - least || 1)));
      const drawn = pad(bar(Number.isFinite(share) ? share : 0, WIDTH), WIDTH);
      const head = (s === 0 ? name : "").padEnd(nameWidth);
      return `  ${head} ${several ? `${markOf(s)} ` : ""}${drawn} ${figure(values[i])}`;
    }),
  );
  const legend = several
    ? `  ${series.map(({ name }, s) => `${markOf(s)} ${pick(name, "en")}`).join("   ")}`
    : "";
  return [...lines, out.dim(`  ${pick(y.label, "en")}`), ...(legend === "" ? [] : [legend])];
}
