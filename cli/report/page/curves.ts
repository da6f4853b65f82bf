import type { ReportData } from "../report-data.js";
import { el, percent, section, short, svg } from "./dom.js";

const WIDTH = 560;
const HEIGHT = 260;
const LEFT = 52;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 34;

interface Line {
  readonly name: "train" | "test";
  readonly values: readonly (number | undefined)[];
}

/** Loss and accuracy, epoch by epoch, of training and test. */
export function curves({ epochs }: ReportData): HTMLElement | undefined {
  if (epochs.length < 2) return undefined;
  const numbers = epochs.map(({ epoch }) => epoch);
  const lines = (of: "loss" | "accuracy"): Line[] =>
    (["train", "test"] as const)
      .map((name) => ({ name, values: epochs.map((epoch) => epoch[name]?.[of]) }))
      .filter(({ values }) => values.some((value) => value !== undefined));
  const charts = [chart("Loss", numbers, lines("loss"), short)];
  const accuracy = lines("accuracy");
  if (accuracy.length > 0) charts.push(chart("Accuracy", numbers, accuracy, (share) => percent(share, 2)));
  return section(
    "How it learnt",
    "Training values are means over the epoch, while the weights changed; test values are of its end.",
    el("div", { class: "charts" }, ...charts),
  );
}

function chart(
  title: string,
  epochs: readonly number[],
  lines: readonly Line[],
  show: (value: number) => string,
): HTMLElement {
  const all = lines.flatMap(({ values }) => values.filter((value) => value !== undefined));
  const ticks = niceTicks(Math.min(...all), Math.max(...all));
  const [bottom, top] = [ticks[0], ticks[ticks.length - 1]];
  const x = (i: number) => LEFT + ((WIDTH - LEFT - RIGHT) * i) / (epochs.length - 1);
  const y = (value: number) =>
    HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * (value - bottom)) / (top - bottom || 1);

  const grid = ticks.flatMap((tick) => [
    svg("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: y(tick), y2: y(tick) }),
    svg("text", { class: "tick", x: LEFT - 8, y: y(tick) + 4, "text-anchor": "end" }, tickText(tick, title)),
  ]);
  const marks = epochMarks(epochs.length).map((i) =>
    svg("text", { class: "tick", x: x(i), y: HEIGHT - BOTTOM + 18, "text-anchor": "middle" }, epochs[i]),
  );
  const paths = lines.map(({ name, values }) => svg("path", { class: name, d: pathOf(values, x, y) }));
  const cursor = svg("line", {
    class: "cursor",
    x1: 0,
    x2: 0,
    y1: TOP,
    y2: HEIGHT - BOTTOM,
    visibility: "hidden",
  });
  const last = lines
    .map(({ name, values }) => `${name} ${show(values[values.length - 1] ?? Number.NaN)}`)
    .join(", ");
  const picture = svg(
    "svg",
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: "img",
      tabindex: 0,
      "aria-label": `${title} by epoch; in the end ${last}. Arrow keys go along.`,
    },
    ...grid,
    ...marks,
    svg(
      "text",
      { class: "tick", x: (LEFT + WIDTH - RIGHT) / 2, y: HEIGHT - 2, "text-anchor": "middle" },
      "epoch",
    ),
    ...paths,
    cursor,
  );
  const reading = el("p", { class: "reading", "aria-live": "polite" });
  let at = epochs.length - 1;
  const read = (i: number, visible: boolean) => {
    at = Math.max(0, Math.min(epochs.length - 1, i));
    cursor.setAttribute("visibility", visible ? "visible" : "hidden");
    for (const end of ["x1", "x2"]) cursor.setAttribute(end, String(x(at)));
    reading.replaceChildren(
      `epoch ${epochs[at]}`,
      ...lines.map(({ name, values }) =>
        el("span", { class: `key ${name}` }, `${name} ${show(values[at] ?? Number.NaN)}`),
      ),
    );
  };
  picture.addEventListener("pointermove", (event) => {
    const { left, width } = picture.getBoundingClientRect();
    const inside = ((event.clientX - left) / width) * WIDTH - LEFT;
    read(Math.round((inside / (WIDTH - LEFT - RIGHT)) * (epochs.length - 1)), true);
  });
  picture.addEventListener("pointerleave", () => read(epochs.length - 1, false));
  picture.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    read(at + step, true);
  });
  read(at, false);
  return el("figure", {}, el("figcaption", {}, title), picture, reading);
}

const tickText = (tick: number, title: string): string =>
  title === "Accuracy" ? `${Number((100 * tick).toPrecision(6))} %` : String(Number(tick.toPrecision(6)));

function pathOf(
  values: readonly (number | undefined)[],
  x: (i: number) => number,
  y: (value: number) => number,
): string {
  let pen = "M";
  let path = "";
  values.forEach((value, i) => {
    if (value === undefined) {
      pen = "M";
      return;
    }
    path += `${pen}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = "L";
  });
  return path;
}

/** Four to nine round numbers that span the values. */
function niceTicks(least: number, most: number): number[] {
  const span = most - least || Math.abs(most) || 1;
  const rough = span / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.floor(least / step);
  const last = Math.ceil(most / step);
  return Array.from({ length: Math.max(2, last - first + 1) }, (_, i) => (first + i) * step);
}

/** At most nine epochs to name, the first and the last among them. */
function epochMarks(count: number): number[] {
  const every = Math.max(1, Math.ceil((count - 1) / 8));
  const marks = Array.from({ length: count }, (_, i) => i).filter(
    (i) => i % every === 0 && count - 1 - i >= every / 2,
  );
  return [...marks, count - 1];
}
