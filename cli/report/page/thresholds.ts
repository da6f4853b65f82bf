import type { CurvePoint, ReportData, ReportRanking } from "../report-data.js";
import { meanCurve, pathOf } from "./curve.js";
import { el, percent, section, svg } from "./dom.js";
import { keys, Plot, type Scale, type View } from "./plot.js";

/** So many classes can be told apart behind the chosen one; of more, only the mean is shown. */
const MOST_BEHIND = 20;

const WHOLE: View = { x: [0, 1], y: [0, 1] };

/** Which of the two curves a chart shows, and how it is read. */
interface Kind {
  readonly curve: "roc" | "precisionRecall";
  readonly area: "rocAuc" | "averagePrecision";
  readonly title: string;
  readonly areaName: string;
  readonly axes: readonly [x: string, y: string];
  /** Where good models crowd. */
  readonly corner: View;
  readonly stepped: boolean;
  reading(point: readonly [x: number, y: number]): string;
  /** What guessing would come to, from one point to another. */
  guess(ranking: ReportRanking | undefined): readonly [from: CurvePoint, to: CurvePoint] | undefined;
}

const ROC: Kind = {
  curve: "roc",
  area: "rocAuc",
  title: "ROC",
  areaName: "area (AUC)",
  axes: ["false alarms (false positive rate)", "found (true positive rate)"],
  corner: { x: [0, 0.2], y: [0.8, 1] },
  stepped: false,
  reading: ([x, y]) => `finds ${percent(y)}, false alarms ${percent(x)}`,
  guess: () => [
    [0, 0, null],
    [1, 1, null],
  ],
};

const PRECISION_RECALL: Kind = {
  curve: "precisionRecall",
  area: "averagePrecision",
  title: "Precision and recall",
  areaName: "area (average precision)",
  axes: ["found (recall)", "of those taken, right (precision)"],
  corner: { x: [0.8, 1], y: [0.8, 1] },
  stepped: true,
  reading: ([x, y]) => `finds ${percent(x)}, right in ${percent(y)}`,
  guess: (ranking) =>
    ranking && [
      [0, ranking.share, null],
      [1, ranking.share, null],
    ],
};

/** ROC and precision–recall curves: of one class against the rest, or the mean of all. */
export function thresholds({ rankings, classes, macro }: ReportData): HTMLElement | undefined {
  if (rankings === undefined || classes === undefined) return undefined;
  const ranked = rankings.filter((ranking) => ranking !== null);
  if (ranked.length === 0) return undefined;
  const choice = el(
    "select",
    {},
    el("option", { value: -1 }, "the mean of all"),
    ...classes.map((name, c) => rankings[c] !== null && el("option", { value: c }, name)),
  );
  const zoom = el("input", { type: "checkbox" });
  const charts = [ROC, PRECISION_RECALL].map((kind) =>
    curveChart(kind, ranked, (kind.area === "rocAuc" ? macro?.rocAuc : macro?.averagePrecision) ?? 0),
  );
  const draw = () => {
    const c = Number(choice.value);
    for (const chart of charts)
      chart.draw(c < 0 ? undefined : { name: classes[c], ranking: rankings[c]! }, zoom.checked);
  };
  choice.addEventListener("change", draw);
  zoom.addEventListener("change", draw);
  draw();
  return section(
    "One class against the rest, at every threshold",
    "Take a sample for the class from some probability up: the lower the threshold, the more are found, and the more false alarms there are. Each point of a curve is one threshold.",
    el(
      "div",
      { class: "tools" },
      el("label", {}, "Class", choice),
      el("label", {}, zoom, "enlarge the corner"),
    ),
    el("div", { class: "plots" }, ...charts.map(({ figure }) => figure)),
  );
}

interface Chosen {
  readonly name: string;
  readonly ranking: ReportRanking;
}

function curveChart(kind: Kind, ranked: readonly ReportRanking[], meanArea: number) {
  const plot = new Plot(kind.curve, ...kind.axes, { tabindex: 0 });
  const caption = el("figcaption");
  const reading = el("p", { class: "reading", "aria-live": "polite" });
  const spot = svg("circle", { class: "spot", r: 5, visibility: "hidden" });
  const mean = meanCurve(
    ranked.map((ranking) => ranking[kind.curve]),
    kind.stepped,
  );
  let points: readonly CurvePoint[] = mean;
  let scale: Scale;
  let at = -1;

  const rest = () => {
    at = -1;
    spot.setAttribute("visibility", "hidden");
    reading.replaceChildren("Point at the curve, or use the arrow keys.");
  };
  const read = (i: number) => {
    if (points.length === 0) return;
    at = Math.max(0, Math.min(points.length - 1, i));
    const [x, y, threshold] = points[at];
    spot.setAttribute("cx", String(scale.x(x)));
    spot.setAttribute("cy", String(scale.y(y)));
    spot.setAttribute("visibility", "visible");
    reading.replaceChildren(`${threshold === null ? "" : `from ${threshold} up: `}${kind.reading([x, y])}`);
  };

  plot.picture.addEventListener("pointermove", (event) => {
    const [x, y] = plot.placeOf(event);
    const distance = (point: CurvePoint) => Math.hypot(scale.x(point[0]) - x, scale.y(point[1]) - y);
    read(points.reduce((best, point, i) => (distance(point) < distance(points[best]) ? i : best), 0));
  });
  plot.picture.addEventListener("pointerleave", rest);
  plot.picture.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    read(at + step);
  });

  return {
    figure: el("figure", {}, caption, plot.picture, reading),
    draw(chosen: Chosen | undefined, enlarged: boolean) {
      const view = enlarged ? kind.corner : WHOLE;
      const curve = chosen?.ranking[kind.curve] ?? mean;
      const guess = kind.guess(chosen?.ranking);
      points = curve.filter(([x, y]) => x >= view.x[0] && x <= view.x[1] && y >= view.y[0] && y <= view.y[1]);
      const area = (chosen?.ranking[kind.area] ?? meanArea).toFixed(4);
      const name = chosen?.name ?? "mean of all classes";
      caption.replaceChildren(
        el("b", {}, kind.title),
        `, ${kind.areaName} ${area}`,
        keys(
          ["chosen", name],
          ...(chosen && ranked.length > 1 ? [["mean", "mean"] as const] : []),
          ...(guess ? [["guess", "guessing"] as const] : []),
        ),
      );
      scale = plot.draw(
        view,
        `${kind.title} of ${name}: ${kind.areaName} ${area}. Arrow keys go along the curve.`,
        (on) => {
          const line = (style: string, through: readonly CurvePoint[], stepped = kind.stepped) =>
            svg("path", { class: style, d: pathOf(through, on, stepped) });
          const behind = ranked.length > 1 && ranked.length <= MOST_BEHIND ? ranked : [];
          return [
            ...(guess ? [line("guess", guess, false)] : []),
            ...behind.map((ranking) => line("other", ranking[kind.curve])),
            ...(chosen && ranked.length > 1 ? [line("mean", mean)] : []),
            line("chosen", curve),
          ];
        },
      );
      plot.picture.append(spot); // beyond the edges, too, where half of it may be
      rest();
    },
  };
}
