// The charts of docs/performance.md.
import { scaleLinear, scaleLog, scalePoint } from "d3-scale";
import {
  line as curve,
  symbol,
  symbolCircle,
  symbolDiamond,
  symbolSquare,
  symbolTriangle,
  symbolWye,
} from "d3-shape";
import { peers } from "../peers/process.mjs";
import { time } from "../table.mjs";
import { drawing, element, line, path, text } from "./svg.mjs";

const shapes = [
  ...[symbolCircle, symbolCircle, symbolSquare, symbolTriangle],
  ...[symbolTriangle, symbolDiamond, symbolWye, symbolSquare],
];
const indexOf = (id) => peers.findIndex((peer) => peer.id === id);
const mark = (index, x, y, size = 70) =>
  element("path", {
    d: symbol(shapes[index], size)(),
    class: `c${index}`,
    transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})`,
  });

function legend(indices, x, y) {
  let at = x;
  return indices.map((index) => {
    const from = at;
    at += 30 + peers[index].name.length * 7.8;
    return [mark(index, from, y - 4), text(from + 10, y, peers[index].name)];
  });
}

/** How many times as long as ours each peer takes: a row for each comparison, a mark for each peer.
 *  @param labelOf what a row is called: a name, and what that means */
export function ratioChart(title, comparisons, labelOf) {
  const [width, left, right, top, rowHeight] = [900, 366, 24, 66, 30];
  const rows = comparisons.map((comparison) => ({
    ...labelOf(comparison),
    marks: comparison.entries.slice(1).filter(({ ratio }) => ratio),
  }));
  const ratios = rows.flatMap(({ marks }) => marks.map(({ ratio }) => ratio));
  const height = top + rows.length * rowHeight + 44;
  const x = scaleLog([Math.min(0.5, ...ratios) / 1.2, Math.max(10, ...ratios) * 1.2], [left, width - right]);
  const y = scalePoint(
    rows.map(({ name }) => name),
    [top + rowHeight / 2, top + (rows.length - 0.5) * rowHeight],
  );
  const bottom = top + rows.length * rowHeight;
  const present = peers
    .map((_, i) => i)
    .filter((i) => rows.some(({ marks }) => marks.some(({ id }) => indexOf(id) === i)));
  const ticks = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
  const inside = ticks.filter((tick) => tick > x.domain()[0] && tick < x.domain()[1]);
  return drawing(
    width,
    height,
    title,
    text(16, 24, title, "strong"),
    legend(present, 22, 48),
    inside.map((tick) => [
      line(x(tick), top, x(tick), bottom, "grid"),
      text(x(tick), bottom + 16, tick, `small middle ${tick === 1 ? "strong c0" : "soft"}`),
    ]),
    rows.map(({ name }) => line(left, y(name), width - right, y(name), "grid")),
    line(x(1), top, x(1), bottom, "s0"),
    text(x(1), bottom + 32, "Chainrule = 1", "small middle strong c0"),
    text(width - right, bottom + 32, "times as long →", "small soft end"),
    rows.map(({ name, meaning, marks }) => [
      text(16, y(name) + 4, name, "strong"),
      text(left - 12, y(name) + 4, meaning, "small soft end"),
      marks.map(({ id, ratio }) => mark(indexOf(id), x(ratio), y(name))),
    ]),
  );
}

const plot = { width: 480, height: 320, left: 66, right: 28, top: 62, bottom: 46 };

function axes(x, y, ticksX, ticksY, label, formatY) {
  const { width, height, left, right, top, bottom } = plot;
  return [
    ticksX.map((tick) => [
      line(x(tick), top, x(tick), height - bottom, "grid"),
      text(x(tick), height - bottom + 16, tick.toLocaleString("en"), "small soft middle"),
    ]),
    ticksY.map((tick) => [
      line(left, y(tick), width - right, y(tick), "grid"),
      text(left - 8, y(tick) + 4, formatY(tick), "small soft end"),
    ]),
    text((left + width - right) / 2, height - 10, label, "small middle"),
  ];
}

const key = (x, style, name) => [line(x, 44, x + 24, 44, style), text(x + 30, 48, name, "small")];
const curveThrough = (points, x, y, of, style) =>
  path(
    curve(
      (p) => x(p.value),
      (p) => y(of(p)),
    )(points),
    style,
  );

/** The time of a step beside its arithmetic at the processor's peak, both axes logarithmic. */
export function growthChart(title, label, points, flopPerSecond) {
  const { width, height, left, right, top, bottom } = plot;
  const least = ({ multiplyAdds }) => (2 * multiplyAdds) / flopPerSecond;
  const all = points.flatMap((point) => [point.seconds, least(point)]);
  const values = points.map(({ value }) => value);
  const x = scaleLog([Math.min(...values), Math.max(...values)], [left, width - right]);
  const y = scaleLog([Math.min(...all) / 1.5, Math.max(...all) * 1.5], [height - bottom, top]);
  const powers = Array.from({ length: 12 }, (_, i) => 10 ** (i - 9)).filter(
    (p) => p > y.domain()[0] && p < y.domain()[1],
  );
  const ticksX = values.length > 9 ? values.filter((_, i) => i % 2 === 0) : values;
  return drawing(
    width,
    height,
    title,
    text(16, 24, title, "strong"),
    key(16, "s0", "time of a step"),
    key(150, "dashed", "its arithmetic at the f32x4 peak"),
    axes(x, y, ticksX, powers, label, (tick) => time(tick).replace(/\.0+ /, " ")),
    curveThrough(points, x, y, least, "dashed"),
    curveThrough(points, x, y, ({ seconds }) => seconds, "s0"),
    points.map(({ value, seconds }) => mark(0, x(value), y(seconds), 36)),
  );
}

/** How many times as fast with more threads. */
export function threadsChart(title, lines) {
  const { width, height, left, right, top, bottom } = plot;
  const counts = lines[0].points.map(({ value }) => value);
  const most = counts.at(-1);
  const x = scaleLinear([1, Math.max(2, most)], [left, width - right - 40]);
  const y = scaleLinear([0.75, Math.max(2, most) + 0.1], [height - bottom, top]);
  const speedup = (points) =>
    points.map(({ value, seconds }) => ({ value, times: points[0].seconds / seconds }));
  return drawing(
    width,
    height,
    title,
    text(16, 24, title, "strong"),
    key(16, "dashed", "as many times as there are threads"),
    axes(x, y, counts, y.ticks(5), "threads", (tick) => `× ${tick}`),
    curveThrough(
      counts.map((value) => ({ value, times: value })),
      x,
      y,
      ({ times }) => times,
      "dashed",
    ),
    lines.map(({ workload, points }, i) => {
      const shown = speedup(points);
      const { value, times } = shown.at(-1);
      return [
        curveThrough(shown, x, y, (p) => p.times, `s${i}`),
        shown.map((p) => element("circle", { cx: x(p.value), cy: y(p.times), r: 3.4, class: `c${i}` })),
        text(x(value) + 8, y(times) + 4, workload, `small strong c${i}`),
      ];
    }),
  );
}
