import { contours } from "d3-contour";
import { PNG } from "pngjs";
import type { HeatmapChart, HeatmapPanel, ImageChart } from "../../../experiments/index.js";
import { colourOf, diverging } from "../../draw/charts/heatmap.js";
import type { Colour } from "../../draw/shade.js";
import { element, markup } from "./markup.js";
import { colourAt, shapeAt } from "./palette.js";
import type { Say } from "./plots.js";

/** A picture as an address that holds it. */
function pngOf(width: number, height: number, colour: (i: number) => Colour): string {
  const png = new PNG({ width, height });
  for (let i = 0; i < width * height; i++)
    png.data.set(
      [...colour(i).map((channel) => Math.round(255 * Math.max(0, Math.min(1, channel)))), 255],
      4 * i,
    );
  return `data:image/png;base64,${PNG.sync.write(png).toString("base64")}`;
}

const SIDE = 240;

export function heatmapSvg(chart: HeatmapChart, say: Say): string {
  const names = chart.panels[0]?.groups?.map(({ name }) => say(name)) ?? [];
  const keys = names.map((name, i) =>
    element(
      "span",
      {},
      element(
        "svg",
        { class: "swatch", viewBox: "-6 -6 12 12" },
        markup("path", { class: "shape", d: shapeAt(i), style: `fill:${GROUPS[i % 2]}` }),
      ),
      markup("span", {}, name),
    ),
  );
  return (
    element("div", { class: "panels" }, ...chart.panels.map((panel) => panelSvg(chart, panel, say))) +
    (keys.length > 0 ? element("p", { class: "keys" }, ...keys) : "") +
    markup("p", { class: "about" }, `${say(chart.x)} → · ${say(chart.y)} ↑`)
  );
}

/** Dark enough to be seen on any colour below. */
const GROUPS = ["#08305e", "#7a2a00"];

function panelSvg({ scale, range: [least, most] }: HeatmapChart, panel: HeatmapPanel, say: Say): string {
  const { width, height, values, x, y, groups = [], paths = [] } = panel;
  const paint = colourOf(scale);
  const share = (value: number) => (value - least) / (most - least || 1);
  const px = (value: number) => ((value - x[0]) / (x[1] - x[0])) * SIDE;
  const py = (value: number) => ((y[1] - value) / (y[1] - y[0])) * SIDE;
  const levels =
    scale === "diverging"
      ? [(least + most) / 2]
      : Array.from({ length: 9 }, (_, i) => least + ((most - least) * (i + 1)) / 10);
  const lines = contours()
    .size([width, height])
    .thresholds(levels)([...values])
    .flatMap(({ coordinates }) => coordinates.flat())
    .map((ring) =>
      ring
        .map(([cx, cy]) => `${((cx / width) * SIDE).toFixed(1)} ${((cy / height) * SIDE).toFixed(1)}`)
        .join("L"),
    )
    .map((ring) => markup("path", { class: "contour", d: `M${ring}` }));
  const trails = paths.map(({ points }, i) =>
    markup("path", {
      stroke: scale === "diverging" ? "#222" : colourAt(i + 1),
      d: `M${points
        .filter((point) => point.every(Number.isFinite))
        .map((point) => `${px(point[0]).toFixed(1)} ${py(point[1]).toFixed(1)}`)
        .join("L")}`,
    }),
  );
  const marks = groups.flatMap(({ points }, i) =>
    points.map((point) =>
      markup("path", {
        class: "shape",
        d: shapeAt(i),
        style: `fill:${GROUPS[i % 2]}`,
        transform: `translate(${px(point[0]).toFixed(1)} ${py(point[1]).toFixed(1)}) scale(.8)`,
      }),
    ),
  );
  const href = pngOf(width, height, (i) => paint(share(values[i])));
  return element(
    "figure",
    {},
    element(
      "figcaption",
      {},
      markup("b", {}, say(panel.name)),
      markup("span", {}, panel.note === undefined ? "" : ` ${say(panel.note)}`),
    ),
    element(
      "svg",
      { viewBox: `0 0 ${SIDE} ${SIDE}`, role: "img", "aria-label": say(panel.name) },
      markup("image", { href, width: SIDE, height: SIDE, preserveAspectRatio: "none" }),
      ...lines,
      ...trails,
      ...marks,
    ),
  );
}

export function imagesSvg({ items, scale }: ImageChart, say: Say): string {
  const figures = items.map(({ caption, width, height, values }) => {
    const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
    const src = pngOf(width, height, (i) =>
      scale === "diverging" ? diverging(0.5 + values[i] / most / 2) : [values[i], values[i], values[i]],
    );
    return element(
      "figure",
      {},
      markup("img", { src, alt: say(caption) }).replace("</img>", ""),
      markup("figcaption", {}, say(caption)),
    );
  });
  return element("div", { class: "pictures" }, ...figures);
}
