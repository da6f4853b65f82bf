// The chart of docs/tuning.md: trials per second over what computes them.
import { scaleLog } from "d3-scale";
import { line as curve } from "d3-shape";
import { drawing, element, line, path, text } from "../page/svg.mjs";

const [width, height, left, right, top, bottom] = [900, 360, 66, 190, 62, 50];

/** @param results of tune-throughput.mjs */
export function throughputChart({ real, sleeping, sleep, epochs }) {
  const title = "Trials per second, over threads and workers";
  const lines = [
    { name: `asleep for ${sleep} ms, on a queue`, points: sleeping },
    { name: `${epochs} epochs of Iris, threads`, points: real.threads },
    { name: `${epochs} epochs of Iris, processes`, points: real.processes },
  ];
  const counts = sleeping.map(({ count }) => count);
  const ideal = counts.map((count) => ({ count, rate: (1000 * count) / sleep }));
  const rates = [...ideal, ...lines.flatMap(({ points }) => points)].map(({ rate }) => rate);
  const x = scaleLog([1, counts.at(-1)], [left, width - right]);
  const y = scaleLog([Math.min(...rates) / 1.3, Math.max(...rates) * 1.3], [height - bottom, top]);
  const ticks = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].filter(
    (tick) => tick > y.domain()[0] && tick < y.domain()[1],
  );
  const through = (points, style) =>
    path(
      curve(
        ({ count }) => x(count),
        ({ rate }) => y(rate),
      )(points),
      style,
    );
  return drawing(
    width,
    height,
    title,
    text(16, 24, title, "strong"),
    line(16, 44, 40, 44, "dashed"),
    text(46, 48, `as many as ${sleep} ms of sleep allow`, "small"),
    counts.map((tick) => [
      line(x(tick), top, x(tick), height - bottom, "grid"),
      text(x(tick), height - bottom + 16, tick, "small soft middle"),
    ]),
    ticks.map((tick) => [
      line(left, y(tick), width - right, y(tick), "grid"),
      text(left - 8, y(tick) + 4, tick.toLocaleString("en"), "small soft end"),
    ]),
    text((left + width - right) / 2, height - 12, "threads, or workers", "small middle"),
    through(ideal, "dashed"),
    lines.map(({ name, points }, i) => [
      through(points, `s${i}`),
      points.map(({ count, rate }) =>
        element("circle", { cx: x(count), cy: y(rate), r: 3.4, class: `c${i}` }),
      ),
      text(
        x(points.at(-1).count) + 10,
        y(points.at(-1).rate) + (i === 1 ? -6 : i === 2 ? 12 : 4),
        name,
        `small strong c${i}`,
      ),
    ]),
  );
}
