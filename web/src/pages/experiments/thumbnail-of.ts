// A chart as a small picture without words: a few paths, each with a class that gives it its colours in light and dark.
// scripts/thumbnails.mjs draws them once, from what the experiments come to; the page only shows them.
import type {
  Axis,
  BarChart,
  Chart,
  Group,
  HeatmapChart,
  HeatmapPanel,
  HistogramChart,
  ImageChart,
  LineChart,
  Path,
  Point,
  Range,
  ScatterChart,
} from "../../../../experiments/index.js";

/** Paths in a box of 96 × 62, those behind first. */
export type Thumbnail = readonly (readonly [kind: string, path: string])[];

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const ALL: Box = { x: 4, y: 4, width: 88, height: 54 };
const [COLOURS, LEVELS] = [8, 8];

const at = (value: number): string => String(Math.round(10 * value) / 10);

/** Of many points some, evenly, with both ends. */
function thinned<T>(points: readonly T[], most: number): T[] {
  const every = Math.max(1, Math.ceil(points.length / most));
  return points.filter((_, i) => i % every === 0 || i === points.length - 1);
}

function scaleOf({ log, range }: Axis, values: readonly number[], from: number, to: number) {
  const place = (value: number) => (log ? Math.log10(value) : value);
  const usable = values.filter((value) => Number.isFinite(value) && (!log || value > 0)).map(place);
  const [least, most] = range?.map(place) ?? [Math.min(...usable), Math.max(...usable)];
  return (value: number) => {
    const share = (place(value) - least) / (most - least || 1);
    return Number.isFinite(share) ? from + (to - from) * Math.max(0, Math.min(1, share)) : Number.NaN;
  };
}

/** A line through places; one that is no number is a gap. */
const lineThrough = (places: readonly Point[]): string =>
  places
    .map(([x, y], i) => {
      if (!Number.isFinite(x) || !Number.isFinite(y)) return "";
      const begins = i === 0 || !places[i - 1].every(Number.isFinite);
      return `${begins ? "M" : "L"}${at(x)} ${at(y)}`;
    })
    .join("");

const square = ([x, y]: Point, size = 2): string =>
  `M${at(x - size / 2)} ${at(y - size / 2)}h${size}v${size}h-${size}z`;
const disc = ([x, y]: Point): string => `M${at(x - 1.2)} ${at(y)}a1.2 1.2 0 1 0 2.4 0a1.2 1.2 0 1 0-2.4 0z`;

const axes = ({ x, y, width, height }: Box = ALL): readonly [string, string] => [
  "axis",
  `M${x} ${y}V${y + height}H${x + width}`,
];

function lineThumbnail({ x, y, series }: LineChart): Thumbnail {
  const shown = series.slice(0, 6);
  const [xs, ys] = [shown.flatMap((one) => one.x), shown.flatMap((one) => one.y)];
  const px = scaleOf(x, xs, ALL.x, ALL.x + ALL.width);
  const py = scaleOf(y, ys, ALL.y + ALL.height, ALL.y);
  return [
    axes(),
    ...shown.map(
      (one, i) =>
        [
          `line-${i % COLOURS}`,
          lineThrough(
            thinned(
              one.x.map((value, k): Point => [px(value), py(one.y[k])]),
              40,
            ),
          ),
        ] as const,
    ),
  ];
}

/** Points and lines in a box that shows so much of the plane. */
function marked(
  groups: readonly Group[],
  paths: readonly Path[],
  px: (x: number) => number,
  py: (y: number) => number,
  most: number,
): Thumbnail {
  const place = ([x, y]: Point): Point => [px(x), py(y)];
  const seen = (point: Point) => point.every(Number.isFinite);
  return [
    ...paths.map(({ points }) => ["trail", lineThrough(thinned(points, 30).map(place))] as const),
    ...groups.map(
      ({ points }, i) =>
        [
          `mark-${i % COLOURS}`,
          thinned(points, most)
            .map(place)
            .filter(seen)
            .map((point) => (i % 2 === 0 ? square(point) : disc(point)))
            .join(""),
        ] as const,
    ),
  ];
}

function scatterThumbnail({ x, y, groups, paths = [] }: ScatterChart): Thumbnail {
  const all = [...groups, ...paths].flatMap(({ points }) => points);
  const along = (axis: 0 | 1) => all.map((point) => point[axis]);
  const px = scaleOf(x, along(0), ALL.x + 2, ALL.x + ALL.width - 2);
  const py = scaleOf(y, along(1), ALL.y + ALL.height - 2, ALL.y + 2);
  return [axes(), ...marked(groups, paths, px, py, 24)];
}

/** Boxes side by side, in rows where they are many. */
function boxes(count: number, columns: number): Box[] {
  const rows = Math.ceil(count / columns);
  const [width, height] = [ALL.width / columns, ALL.height / rows];
  return Array.from({ length: count }, (_, i) => ({
    x: ALL.x + (i % columns) * width + 1,
    y: ALL.y + Math.floor(i / columns) * height + 1,
    width: width - 2,
    height: height - 2,
  }));
}

function histogramThumbnail({ panels }: HistogramChart): Thumbnail {
  const shown = panels.slice(0, 4);
  return boxes(shown.length, Math.min(2, shown.length)).map(({ x, y, width, height }, i) => {
    const { counts } = shown[i];
    const bins = Array.from({ length: 16 }, (_, b) => {
      const [from, to] = [b, b + 1].map((edge) => Math.round((edge * counts.length) / 16));
      return counts.slice(from, to).reduce((sum, count) => sum + count, 0);
    });
    const most = Math.max(1, ...bins);
    const step = width / bins.length;
    const bars = bins.map((count, b) => {
      const tall = (count / most) * height;
      return count === 0
        ? ""
        : `M${at(x + b * step)} ${at(y + height)}v${at(-tall)}h${at(step * 0.85)}v${at(tall)}z`;
    });
    return [`fill-${i % COLOURS}`, bars.join("")] as const;
  });
}

function barThumbnail({ categories, series, y }: BarChart): Thumbnail {
  const all = series.flatMap(({ values }) => values).filter(Number.isFinite);
  const [least, most] = y.range ?? [Math.min(0, ...all), Math.max(0, ...all)];
  const place = (value: number) =>
    ALL.y + ALL.height * (1 - Math.max(0, Math.min(1, (value - least) / (most - least || 1))));
  const zero = place(Math.max(least, Math.min(0, most)));
  const step = ALL.width / categories.length;
  const width = (0.8 * step) / series.length;
  return [
    axes(),
    ...series.map(
      ({ values }, s) =>
        [
          `fill-${s % COLOURS}`,
          values
            .map((value, c) => {
              const x = ALL.x + (c + 0.1) * step + s * width;
              return `M${at(x)} ${at(zero)}V${at(place(value))}h${at(width)}V${at(zero)}z`;
            })
            .join(""),
        ] as const,
    ),
  ];
}

/** A grid of numbers made coarser, each as one of a few levels: the whole box in the most frequent, and a path for each of
 *  the others, of runs along the rows. */
function cells(
  { x, y, width, height }: Box,
  source: { readonly width: number; readonly height: number; readonly values: readonly number[] },
  kind: string,
  levelOf: (value: number) => number,
  size: Point,
): Thumbnail {
  const [columns, rows] = [Math.min(size[0], source.width), Math.min(size[1], source.height)];
  const mean = (column: number, row: number) => {
    const edges = (i: number, of: number, from: number) => [
      Math.floor((i * from) / of),
      Math.max(Math.floor((i * from) / of) + 1, Math.floor(((i + 1) * from) / of)),
    ];
    const [x0, x1] = edges(column, columns, source.width);
    const [y0, y1] = edges(row, rows, source.height);
    let sum = 0;
    for (let j = y0; j < y1; j++) for (let i = x0; i < x1; i++) sum += source.values[j * source.width + i];
    return sum / ((x1 - x0) * (y1 - y0));
  };
  const levels = Array.from({ length: columns * rows }, (_, i) =>
    levelOf(mean(i % columns, Math.floor(i / columns))),
  );
  const [ground] = Array.from({ length: LEVELS }, (_, level) => level).sort(
    (a, b) => levels.filter((one) => one === b).length - levels.filter((one) => one === a).length,
  );
  const rectangle = (left: number, top: number, w: number, h: number) =>
    `M${at(left)} ${at(top)}h${at(w)}v${at(h)}h${at(-w)}z`;
  const paths = new Map<number, string>([[ground, rectangle(x, y, width, height)]]);
  const [cw, ch] = [width / columns, height / rows];
  for (let row = 0; row < rows; row++) {
    let from = 0;
    for (let column = 1; column <= columns; column++) {
      const level = levels[row * columns + from];
      if (column < columns && levels[row * columns + column] === level) continue;
      const run = rectangle(x + from * cw, y + row * ch, (column - from) * cw, ch);
      if (level !== ground) paths.set(level, (paths.get(level) ?? "") + run);
      from = column;
    }
  }
  return [...paths].map(([level, path]) => [`${kind}-${level}`, path] as const);
}

const levelIn = ([least, most]: Range) => {
  return (value: number) =>
    Math.max(0, Math.min(LEVELS - 1, Math.floor((LEVELS * (value - least)) / (most - least || 1))));
};

function heatmapThumbnail({ scale, range, panels }: HeatmapChart): Thumbnail {
  const shown = panels.length > 3 ? panels.slice(0, 6) : panels;
  const columns = shown.length === 4 ? 2 : Math.min(3, shown.length);
  const kind = scale === "diverging" ? "signed" : "height";
  const size: Point = shown.length === 1 ? [32, 20] : [12, 10];
  return boxes(shown.length, columns).flatMap((box, i) => {
    const panel: HeatmapPanel = shown[i];
    const px = scaleOf({ label: "", range: panel.x }, [], box.x, box.x + box.width);
    const py = scaleOf({ label: "", range: panel.y }, [], box.y + box.height, box.y);
    const few = Math.ceil(16 / shown.length);
    return [
      ...cells(box, panel, kind, levelIn(range), size),
      ...marked(
        scale === "diverging" ? (panel.groups ?? []) : [],
        panel.paths?.slice(0, 6) ?? [],
        px,
        py,
        few,
      ),
    ];
  });
}

function imageThumbnail({ items, scale }: ImageChart): Thumbnail {
  const shown = items.slice(0, 6);
  const columns = Math.min(3, shown.length);
  return boxes(shown.length, columns).flatMap((box, i) => {
    const side = Math.min(box.width, box.height);
    const middle = { ...box, x: box.x + (box.width - side) / 2, width: side, height: side };
    const { values } = shown[i];
    const most = Math.max(1e-9, ...values.map(Math.abs));
    const range: Range = scale === "diverging" ? [-most, most] : [0, most];
    return cells(middle, shown[i], scale === "diverging" ? "signed" : "grey", levelIn(range), [12, 12]);
  });
}

/** A chart as a small picture; nothing for a table, which has none. */
export function thumbnailOf(chart: Chart): Thumbnail | undefined {
  switch (chart.kind) {
    case "line":
      return lineThumbnail(chart);
    case "scatter":
      return scatterThumbnail(chart);
    case "histogram":
      return histogramThumbnail(chart);
    case "heatmap":
      return heatmapThumbnail(chart);
    case "bars":
      return barThumbnail(chart);
    case "images":
      return imageThumbnail(chart);
    case "table":
      return undefined;
  }
}
