import type { Formula, Label } from "./text.js";

/** A chart as data. A terminal, a report and a page draw it, each in its own way. One with an id that has come before takes
 *  the place of the earlier one. */
export type Chart = ChartHead &
  (LineChart | ScatterChart | HistogramChart | HeatmapChart | BarChart | ImageChart | TableChart);

interface ChartHead {
  readonly id: string;
  readonly title: Label;
  /** How to read it. */
  readonly caption?: Label;
}

export interface Axis {
  readonly label: Label;
  readonly log?: boolean;
  /** Otherwise what the values span. */
  readonly range?: Range;
}

export type Range = readonly [least: number, most: number];
export type Point = readonly [x: number, y: number];

/** Points of one kind. */
export interface Group {
  readonly name: Label;
  readonly points: readonly Point[];
}

/** A line through points, in their order. */
export interface Path {
  readonly name: Label;
  readonly points: readonly Point[];
}

export interface Series {
  readonly name: Label;
  readonly x: readonly number[];
  /** As many as there are x; NaN is a gap. */
  readonly y: readonly number[];
  readonly dashed?: boolean;
}

export interface LineChart {
  readonly kind: "line";
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

/** Points of the plane, and lines among them. */
export interface ScatterChart {
  readonly kind: "scatter";
  readonly x: Axis;
  readonly y: Axis;
  readonly groups: readonly Group[];
  readonly paths?: readonly Path[];
}

/** How often values fall between two edges; one panel beside the other, on the same axis. */
export interface HistogramChart {
  readonly kind: "histogram";
  readonly x: Axis;
  readonly panels: readonly {
    readonly name: Label;
    readonly range: Range;
    readonly counts: readonly number[];
    readonly note?: Label;
  }[];
}

/** A function of two variables as colours, one panel beside the other; with points it is a decision boundary. */
export interface HeatmapChart {
  readonly kind: "heatmap";
  /** "diverging": about the middle of the range; "sequential": from little to much. */
  readonly scale: "diverging" | "sequential";
  readonly x: Label;
  readonly y: Label;
  readonly range: Range;
  readonly panels: readonly HeatmapPanel[];
}

export interface HeatmapPanel {
  readonly name: Label;
  readonly note?: Label;
  readonly width: number;
  readonly height: number;
  readonly x: Range;
  readonly y: Range;
  /** width × height, row by row, the row of the greatest y first. */
  readonly values: readonly number[];
  readonly groups?: readonly Group[];
  readonly paths?: readonly Path[];
}

export interface BarChart {
  readonly kind: "bars";
  readonly y: Axis;
  readonly categories: readonly Label[];
  /** Values as many as there are categories. */
  readonly series: readonly { readonly name: Label; readonly values: readonly number[] }[];
}

/** Grey pictures, or with "diverging" pictures of numbers about 0. */
export interface ImageChart {
  readonly kind: "images";
  readonly scale: "grey" | "diverging";
  readonly items: readonly {
    readonly caption: Label;
    readonly width: number;
    readonly height: number;
    /** Row by row: from 0 to 1, or about 0. */
    readonly values: readonly number[];
  }[];
}

export type Cell = number | Label | Formula;

export interface TableChart {
  readonly kind: "table";
  readonly columns: readonly Label[];
  readonly rows: readonly (readonly Cell[])[];
  /** Digits behind the point of its numbers; otherwise four that count. */
  readonly digits?: number;
}

/** A chart and its kind, as one writes it. */
export const chart = (made: Chart): { readonly type: "chart"; readonly chart: Chart } => ({
  type: "chart",
  chart: made,
});

/** How often values fall into each of `bins` equal parts of a range; what is outside counts for the part at that end. */
export function histogram(values: ArrayLike<number>, [least, most]: Range, bins = 40): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) {
    const place = Math.floor(((values[i] - least) / (most - least)) * bins);
    counts[Math.max(0, Math.min(bins - 1, place))] += 1;
  }
  return counts;
}
