import { line } from "d3-shape";
import type { BarChart, HistogramChart, Label, LineChart, ScatterChart } from "../../../experiments/index.js";
import { figure } from "../../draw/charts/figures.js";
import { frame, HEIGHT, WIDTH } from "./frame.js";
import { element, markup } from "./markup.js";
import { colourAt, dashAt, shapeAt } from "./palette.js";

export type Say = (label: Label) => string;

const picture = (name: string, ...content: readonly string[]): string =>
  element("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": name }, ...content);

/** What lines and points stand for. */
const legend = (names: readonly string[], shapes = false): string =>
  names.length < 2 && !shapes
    ? ""
    : element(
        "p",
        { class: "keys" },
        ...names.map((name, i) =>
          element(
            "span",
            {},
            element(
              "svg",
              { class: "swatch", viewBox: "-6 -6 12 12", "aria-hidden": "true" },
              markup("path", {
                class: "shape",
                style: `fill:${colourAt(i)}`,
                d: shapes ? shapeAt(i) : "M-6-1.5H6V1.5H-6Z",
              }),
            ),
            markup("span", {}, name),
          ),
        ),
      );

export function lineSvg({ x, y, series }: LineChart, name: string, say: Say): string {
  const on = frame({ x, y }, { x: series.flatMap((one) => one.x), y: series.flatMap((one) => one.y) }, say);
  const usable = (value: number, log?: boolean) => Number.isFinite(value) && (!log || value > 0);
  const lines = series.map(({ x: xs, y: ys, dashed }, i) => {
    const path = line<number>()
      .defined((k) => usable(xs[k], x.log) && usable(ys[k], y.log))
      .x((k) => Math.round(10 * on.x(xs[k])) / 10)
      .y((k) => Math.round(10 * on.y(ys[k])) / 10);
    const d = path(xs.map((_, k) => k)) ?? "";
    return markup("path", { d, stroke: colourAt(i), "stroke-dasharray": dashed ? "5 4" : dashAt(i) });
  });
  return picture(name, on.ground, ...lines) + legend(series.map((one) => say(one.name)));
}

export function scatterSvg({ x, y, groups, paths = [] }: ScatterChart, name: string, say: Say): string {
  const all = [...groups, ...paths].flatMap(({ points }) => points);
  const on = frame({ x, y }, { x: all.map((point) => point[0]), y: all.map((point) => point[1]) }, say);
  const lines = paths.map(({ points }, i) => {
    const path = line<readonly [number, number]>()
      .defined((point) => point.every(Number.isFinite))
      .x((point) => on.x(point[0]))
      .y((point) => on.y(point[1]));
    return markup("path", { d: path(points) ?? "", stroke: colourAt(groups.length + i) });
  });
  const marks = groups.flatMap(({ points }, i) =>
    points.map((point) =>
      markup("path", {
        class: "shape",
        d: shapeAt(i),
        style: `fill:${colourAt(i)}`,
        transform: `translate(${on.x(point[0]).toFixed(1)} ${on.y(point[1]).toFixed(1)})`,
      }),
    ),
  );
  return (
    picture(name, on.ground, ...lines, ...marks) +
    legend(
      [...groups, ...paths].map((one) => say(one.name)),
      true,
    )
  );
}

export function histogramSvg({ x, panels }: HistogramChart, say: Say): string {
  const [width, height, bottom] = [260, 130, 18];
  const small = panels.map(({ name, range, counts, note }) => {
    const most = Math.max(1, ...counts);
    const bars = counts.map((count, i) => {
      const h = (count / most) * (height - bottom - 4);
      return markup("rect", {
        x: (i * width) / counts.length,
        y: height - bottom - h,
        width: width / counts.length - 0.4,
        height: h,
        fill: colourAt(0),
      });
    });
    const ends = range.map((value, i) =>
      markup(
        "text",
        { class: "tick", x: i * width, y: height - 3, "text-anchor": i === 0 ? "start" : "end" },
        figure(value),
      ),
    );
    return element(
      "figure",
      {},
      element(
        "figcaption",
        {},
        markup("b", {}, say(name)),
        markup("span", {}, note === undefined ? "" : ` ${say(note)}`),
      ),
      element(
        "svg",
        { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": say(name) },
        ...bars,
        ...ends,
      ),
    );
  });
  return element("div", { class: "panels" }, ...small) + markup("p", { class: "about" }, say(x.label));
}

export function barSvg({ categories, series, y }: BarChart, name: string, say: Say): string {
  const all = series.flatMap(({ values }) => values).filter(Number.isFinite);
  const [least, most] = y.range ?? [Math.min(0, ...all), Math.max(...all)];
  const [left, right, row] = [170, 60, 18];
  const height = 8 + categories.length * (series.length * row + 8);
  const place = (value: number) =>
    Math.max(0, Math.min(1, (value - least) / (most - least || 1))) * (WIDTH - left - right);
  const rows = categories.flatMap((category, c) =>
    series.flatMap(({ values }, s) => {
      const top = 8 + c * (series.length * row + 8) + s * row;
      const value = Number.isFinite(values[c]) ? values[c] : least;
      const from = place(Math.max(least, Math.min(0, most)));
      const to = place(value);
      return [
        s === 0
          ? markup("text", { class: "tick", x: left - 8, y: top + 13, "text-anchor": "end" }, say(category))
          : "",
        markup("rect", {
          x: left + Math.min(from, to),
          y: top + 2,
          width: Math.abs(to - from),
          height: row - 4,
          fill: colourAt(s),
        }),
        markup("text", { class: "tick", x: left + Math.max(from, to) + 5, y: top + 13 }, figure(values[c])),
      ];
    }),
  );
  return (
    element("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": name }, ...rows) +
    markup("p", { class: "about" }, say(y.label)) +
    legend(series.map((one) => say(one.name)))
  );
}
