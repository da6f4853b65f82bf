// Many long curves, each over an x of its own (uPlot): drag to go along them, buttons or Ctrl and the wheel to look closer.
// Only what can be seen of them is drawn. Curves are a signal: new numbers are drawn without drawing the page anew.
import { type ReadonlySignal, type Signal, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type uPlot from "uplot";
import { dark } from "../app/settings.ts";
import { t } from "../i18n/index.ts";
import { Button } from "../ui/button.tsx";
import "uplot/dist/uPlot.min.css";
import { fitCurves, lookOf, makePlot } from "./curves-plot.ts";
import type { LineLook } from "./line-colours.ts";
import type { Points, View } from "./thin.ts";
import { moved, type Scale, whole, zoomed } from "./view.ts";
import "./curves.css";

export interface CurveLine extends Points, LineLook {
  readonly id: string;
}

export interface CurvesProps {
  readonly lines: ReadonlySignal<readonly CurveLine[]>;
  readonly logX: boolean;
  readonly logY: boolean;
  /** What is drawn over what: the view goes back to the whole when it changes. */
  readonly axis: string;
  readonly label: string;
  readonly testid: string;
  readonly height?: number;
  /** Where on x the pointer is. */
  readonly cursor: Signal<number | undefined>;
  /** Is given the canvas, for a picture of it. */
  readonly canvas: { current: HTMLCanvasElement | undefined };
}

export function Curves(props: CurvesProps) {
  const { lines, logX, logY, axis, label, testid, height = 340, cursor, canvas } = props;
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const view = useSignal<View | undefined>(undefined);
  const isDark = dark.value;
  const looks = lookOf(lines.value);
  const scale: Scale = logX ? "log" : "linear";
  const whole$ = () => whole(lines.peek(), scale);
  const change = (next: (view: View) => View) => {
    const all = whole$();
    if (all !== undefined) view.value = next(view.peek() ?? all);
  };

  useEffect(() => {
    view.value = undefined;
  }, [axis, scale]);
  useEffect(() => {
    const element = box.current!;
    const made = makePlot(element, lines.peek(), { height, logX, logY, cursor });
    plot.current = made;
    canvas.current = made.ctx.canvas;
    fitCurves(made, lines.peek(), view.peek(), { scale, logY });
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0) made.setSize({ width: element.clientWidth, height });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = undefined;
      canvas.current = undefined;
    };
  }, [looks, height, logX, logY, isDark]);
  useSignalEffect(() => {
    const [now, at] = [lines.value, view.value];
    const made = plot.current;
    if (made !== undefined && made.series.length === now.length + 1)
      fitCurves(made, now, at, { scale, logY });
  });

  const drag = useRef<{ x: number; from: View } | undefined>(undefined);
  return (
    <div class="curves">
      <div
        ref={box}
        class="curves-plot"
        role="img"
        aria-label={label}
        data-testid={testid}
        onPointerDown={(event) => {
          const from = view.peek() ?? whole$();
          if (event.button !== 0 || from === undefined) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = { x: event.clientX, from };
        }}
        onPointerMove={({ clientX }) => {
          const width = plot.current?.over.clientWidth ?? 0;
          if (drag.current === undefined || width === 0) return;
          view.value = moved(drag.current.from, (drag.current.x - clientX) / width, scale);
        }}
        onPointerUp={() => {
          drag.current = undefined;
        }}
        onPointerCancel={() => {
          drag.current = undefined;
        }}
        onWheel={(event) => {
          if (!event.ctrlKey) return; // the page scrolls by the wheel alone
          event.preventDefault();
          change((from) => zoomed(from, event.deltaY > 0 ? 1.25 : 0.8, scale));
        }}
        onDblClick={() => {
          view.value = undefined;
        }}
      />
      <fieldset class="curves-tools" aria-label={t("curves.view")}>
        <Button
          kind="quiet"
          testid={`${testid}-left`}
          label={t("curves.left")}
          onClick={() => change((from) => moved(from, -0.25, scale))}
        >
          ←
        </Button>
        <Button
          kind="quiet"
          testid={`${testid}-right`}
          label={t("curves.right")}
          onClick={() => change((from) => moved(from, 0.25, scale))}
        >
          →
        </Button>
        <Button
          kind="quiet"
          testid={`${testid}-in`}
          label={t("curves.in")}
          onClick={() => change((from) => zoomed(from, 0.5, scale))}
        >
          +
        </Button>
        <Button
          kind="quiet"
          testid={`${testid}-out`}
          label={t("curves.out")}
          onClick={() => change((from) => zoomed(from, 2, scale))}
        >
          −
        </Button>
        <Button
          kind="quiet"
          testid={`${testid}-all`}
          onClick={() => {
            view.value = undefined;
          }}
        >
          {t("curves.all")}
        </Button>
      </fieldset>
    </div>
  );
}
