import type { Calibration } from "chainrule";
import type { ReportData } from "../report-data.js";
import { el, number, percent, section, svg } from "./dom.js";
import { keys, Plot, type View } from "./plot.js";

const WHOLE: View = { x: [0, 1], y: [0, 1] };

type Bin = Required<Calibration["bins"][number]>;

/** The reliability diagram: whether answers are right as often as they are probable, and how sure they are at all. */
export function reliability({ calibration, samples }: ReportData): HTMLElement | undefined {
  if (calibration === undefined) return undefined;
  const bins = calibration.bins.filter((bin): bin is Bin => bin.samples > 0);
  const error = percent(calibration.error, 2);
  const means = (of: (bin: Bin) => number) =>
    bins.reduce((sum, bin) => sum + of(bin) * bin.samples, 0) / samples;
  const [sure, right] = [means((bin) => bin.confidence), means((bin) => bin.accuracy)];
  const verdict =
    Math.abs(sure - right) < 0.005
      ? "about as often as it says"
      : sure > right
        ? "less often than it says"
        : "more often than it says";
  return section(
    "Is it as right as it is sure?",
    `Its answers are ${percent(sure)} probable on the mean, and ${percent(right)} of them are right: ${verdict}. The expected calibration error, the mean distance between the two over 15 bins, is ${error}.`,
    el("div", { class: "plots" }, diagram(bins, error), histogram(bins, samples)),
    numbers(bins),
  );
}

const range = ({ from, to }: Bin): string => `${percent(from, 0)} to ${percent(to, 0)}`;

const tip = (bin: Bin): string =>
  `${range(bin)} sure: ${number(bin.samples)} samples, ${percent(bin.confidence)} sure on the mean, ${percent(bin.accuracy)} right`;

function diagram(bins: readonly Bin[], error: string): HTMLElement {
  const plot = new Plot("reliability", "how sure it is (probability of the answer)", "how often it is right");
  const label = `Reliability diagram: how often answers are right, by how probable they are; calibration error ${error}. The numbers are in the table below.`;
  plot.draw(WHOLE, label, ({ x, y }) => [
    ...bins.flatMap((bin) => {
      const at = { x: x(bin.from) + 1, width: x(bin.to) - x(bin.from) - 2 };
      const [low, high] = [bin.accuracy, bin.confidence].sort((a, b) => a - b);
      const gap = bin.accuracy < bin.confidence ? "bar too-sure" : "bar too-shy";
      return [
        svg("rect", { class: "bar", ...at, y: y(low), height: y(0) - y(low) }),
        svg("rect", { class: gap, ...at, y: y(high), height: y(low) - y(high) }),
        // over the whole height, so that small bars can be pointed at
        svg("rect", { ...at, y: y(1), height: y(0) - y(1), fill: "transparent" }, svg("title", {}, tip(bin))),
      ];
    }),
    svg("path", { class: "guess", d: `M${x(0)} ${y(0)}L${x(1)} ${y(1)}` }),
  ]);
  const caption = el(
    "figcaption",
    {},
    el("b", {}, "Reliability"),
    keys(
      ["bar", "right"],
      ["bar too-sure", "said, but not right"],
      ["bar too-shy", "right beyond what it said"],
      ["guess", "as it should be"],
    ),
  );
  return el("figure", {}, caption, plot.picture);
}

function histogram(bins: readonly Bin[], samples: number): HTMLElement {
  const plot = new Plot("sureness", "how sure it is (probability of the answer)", "share of the samples");
  const most = bins.reduce((best, bin) => (bin.samples > best.samples ? bin : best));
  const label = `How sure it is: most answers, ${percent(most.samples / samples)}, are ${range(most)} probable.`;
  plot.draw(WHOLE, label, ({ x, y }) =>
    bins.map((bin) =>
      svg(
        "rect",
        {
          class: "bar",
          x: x(bin.from) + 1,
          width: x(bin.to) - x(bin.from) - 2,
          y: y(bin.samples / samples),
          height: y(0) - y(bin.samples / samples),
        },
        svg("title", {}, tip(bin)),
      ),
    ),
  );
  return el(
    "figure",
    {},
    el("figcaption", {}, el("b", {}, "How sure it is"), keys(["bar", "samples"])),
    plot.picture,
  );
}

function numbers(bins: readonly Bin[]): HTMLElement {
  const heads = ["answers that are", "samples", "sure", "right"];
  const rows = bins.map((bin) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, range(bin), " sure"),
      el("td", { class: "number" }, number(bin.samples)),
      el("td", { class: "number" }, percent(bin.confidence)),
      el("td", { class: "number" }, percent(bin.accuracy)),
    ),
  );
  return el(
    "details",
    {},
    el("summary", {}, "The numbers"),
    el(
      "div",
      { class: "scroll" },
      el(
        "table",
        {},
        el("caption", { class: "hidden" }, "How often answers are right, by how sure the model is of them"),
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            ...heads.map((name, i) => el("th", { scope: "col", class: i > 0 ? "number" : "" }, name)),
          ),
        ),
        el("tbody", {}, ...rows),
      ),
    ),
  );
}
