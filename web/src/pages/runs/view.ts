// How runs are compared: which are shown, and what of them; the address holds it.
import { effect, signal } from "@preact/signals";
import { route, setQuery } from "../../app/router.ts";
import { AXES, type Axis, METRICS, type Metric } from "./run-log.ts";

export type Tab = "runs" | "sweeps";

export interface RunsView {
  readonly tab: Tab;
  /** The ids of what is shown, in the order in which it was chosen. */
  readonly shown: readonly string[];
  readonly study: string;
  readonly metric: Metric;
  readonly axis: Axis;
  readonly logX: boolean;
  readonly logY: boolean;
  /** The weight of what was before, from 0 to 0.99. */
  readonly smoothing: number;
}

const among = <T extends string>(choices: readonly T[], text: string | null): T =>
  choices.find((choice) => choice === text) ?? choices[0];

export function decodeView(query: string): RunsView {
  const fields = new URLSearchParams(query);
  const smoothing = Number(fields.get("smooth") ?? 0);
  return {
    tab: among(["runs", "sweeps"], fields.get("tab")),
    shown: [...new Set(fields.getAll("run"))],
    study: fields.get("study") ?? "",
    metric: among(METRICS, fields.get("metric")),
    axis: among(AXES, fields.get("x")),
    logX: fields.get("log")?.includes("x") ?? false,
    logY: fields.get("log")?.includes("y") ?? false,
    smoothing: smoothing >= 0 && smoothing < 1 ? smoothing : 0,
  };
}

export function encodeView(view: RunsView): string {
  const fields = new URLSearchParams();
  if (view.tab !== "runs") fields.set("tab", view.tab);
  for (const id of view.shown) fields.append("run", id);
  if (view.study !== "") fields.set("study", view.study);
  if (view.metric !== METRICS[0]) fields.set("metric", view.metric);
  if (view.axis !== AXES[0]) fields.set("x", view.axis);
  const log = `${view.logX ? "x" : ""}${view.logY ? "y" : ""}`;
  if (log !== "") fields.set("log", log);
  if (view.smoothing > 0) fields.set("smooth", String(view.smoothing));
  return fields.toString();
}

export const view = signal<RunsView>(decodeView(route.peek().page === "runs" ? route.peek().query : ""));

export const changeView = (change: Partial<RunsView>): void => {
  view.value = { ...view.peek(), ...change };
  setQuery(encodeView(view.peek()), { replace: change.tab === undefined && change.study === undefined });
};

// back and forward, and links to this page
effect(() => {
  const { page, query } = route.value;
  if (page === "runs" && query !== encodeView(view.peek())) view.value = decodeView(query);
});
