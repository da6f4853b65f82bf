// A square part of the plane: a picture computed elsewhere, points and lines over it, and axes. What changes while one
// watches comes as signals, so that it is painted without drawing the page anew. `label` says in words what it shows.
// With a pointer one picks a place or paints; with the keyboard the arrows move a cross, and Enter picks.
import { type ReadonlySignal, signal, useSignalEffect } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { CLASS_COLOURS, css, tracePoint } from "./colours.ts";
import "./heat-map.css";

export interface PointSet {
  /** x₁, x₂ of each, end to end. */
  readonly points: Float32Array;
  readonly labels: ArrayLike<number>;
  /** Those kept back for testing have a dark rim. */
  readonly rim: "light" | "dark";
}

export interface Place {
  readonly x1: number;
  readonly x2: number;
}

export interface HeatMapProps {
  readonly picture: ReadonlySignal<ImageData | undefined>;
  readonly points: ReadonlySignal<readonly PointSet[]>;
  /** Lines through x₁, x₂ pairs. */
  readonly lines?: ReadonlySignal<readonly Float32Array[]>;
  /** Places with a ring about them. */
  readonly marks?: ReadonlySignal<readonly Place[]>;
  /** It shows −view … view in both directions. */
  readonly view: number;
  readonly label: string;
  readonly testid: string;
  /** What picking does, for the name of the control. */
  readonly pickLabel?: string;
  readonly onPick?: (place: Place) => void;
  readonly onHover?: (place: Place | undefined) => void;
  /** In place of picking, all the places that the pointer goes over while it is down. */
  readonly onPaint?: (place: Place) => void;
}

const POINTS_SIZE = 640;

export function HeatMap(props: HeatMapProps) {
  const { picture, points, lines, marks, view, label, testid, pickLabel, onPick, onHover, onPaint } = props;
  const map = useRef<HTMLCanvasElement>(null);
  const dots = useRef<HTMLCanvasElement>(null);
  const cross = useMemo(() => signal<Place | undefined>(undefined), []);
  useSignalEffect(() => {
    const image = picture.value;
    const canvas = map.current;
    if (image === undefined || canvas === null) return;
    if (canvas.width !== image.width) {
      canvas.width = image.width;
      canvas.height = image.height;
    }
    canvas.getContext("2d")!.putImageData(image, 0, 0);
  });
  const shownView = useRef(view);
  shownView.current = view;
  useSignalEffect(() => {
    const rings = [...(marks?.value ?? []), ...(cross.value ? [cross.value] : [])];
    if (dots.current) drawOver(dots.current, points.value, lines?.value ?? [], rings, shownView.current);
  });

  const placeOf = (event: PointerEvent): Place => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    return {
      x1: (((event.clientX - box.left) / box.width) * 2 - 1) * view,
      x2: (1 - ((event.clientY - box.top) / box.height) * 2) * view,
    };
  };
  const onDown = (event: PointerEvent) => {
    if (onPaint === undefined) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    onPaint(placeOf(event));
  };
  const onMove = (event: PointerEvent) => {
    onHover?.(placeOf(event));
    if (onPaint !== undefined && event.buttons > 0) onPaint(placeOf(event));
  };
  const onKey = (event: KeyboardEvent) => {
    const by = MOVES[event.key];
    const at = cross.peek() ?? { x1: 0, x2: 0 };
    if (by !== undefined) {
      const clamp = (x: number) => Math.max(-view, Math.min(view, x));
      cross.value = { x1: clamp(at.x1 + (by[0] * view) / 20), x2: clamp(at.x2 + (by[1] * view) / 20) };
      onHover?.(cross.value);
    } else if (event.key === "Enter") (onPaint ?? onPick)?.(at);
    else return;
    event.preventDefault();
  };
  const ticks = [-view, -view / 2, 0, view / 2, view];
  return (
    <figure class="heat-map">
      <div class="heat-map-plane">
        <canvas ref={map} role="img" aria-label={label} data-testid={testid} />
        <canvas ref={dots} width={POINTS_SIZE} height={POINTS_SIZE} />
        {onPick !== undefined && (
          <button
            type="button"
            class={onPaint === undefined ? "heat-map-pick" : "heat-map-pick painting"}
            aria-label={pickLabel}
            data-testid={`${testid}-pick`}
            onPointerDown={onDown}
            onPointerMove={onMove}
            onPointerLeave={() => onHover?.(undefined)}
            onPointerUp={(event) => onPaint === undefined && onPick(placeOf(event))}
            onKeyDown={onKey}
            onBlur={() => {
              cross.value = undefined;
            }}
          />
        )}
      </div>
      <div class="heat-map-ticks bottom" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
      <div class="heat-map-ticks left" aria-hidden="true">
        {ticks.toReversed().map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
    </figure>
  );
}

const MOVES: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

function drawOver(
  canvas: HTMLCanvasElement,
  sets: readonly PointSet[],
  lines: readonly Float32Array[],
  rings: readonly Place[],
  view: number,
): void {
  const context = canvas.getContext("2d")!;
  const { width } = canvas;
  const toX = (x1: number) => ((x1 / view + 1) / 2) * width;
  const toY = (x2: number) => width - toX(x2);
  context.clearRect(0, 0, width, width);
  for (const { points, labels, rim } of sets) {
    const paths = CLASS_COLOURS.map(() => new Path2D());
    for (let i = 0; i < labels.length; i++) {
      const label = labels[i] % paths.length;
      tracePoint(paths[label], label, toX(points[2 * i]), toY(points[2 * i + 1]), 6);
    }
    context.strokeStyle = rim === "dark" ? "#1b2430" : "#ffffff";
    context.lineWidth = 2;
    for (const [label, path] of paths.entries()) {
      context.fillStyle = css(CLASS_COLOURS[label]);
      context.fill(path);
      context.stroke(path);
    }
  }
  for (const line of lines) {
    const path = new Path2D();
    for (let i = 0; i < line.length; i += 2) path.lineTo(toX(line[i]), toY(line[i + 1]));
    for (const [colour, thick] of [["#ffffff", 8] as const, ["#1b2430", 4] as const]) {
      context.strokeStyle = colour;
      context.lineWidth = thick;
      context.stroke(path);
    }
  }
  for (const { x1, x2 } of rings) {
    const path = new Path2D();
    path.arc(toX(x1), toY(x2), 15, 0, 2 * Math.PI);
    for (const [colour, thick] of [["#ffffff", 7] as const, ["#1b2430", 3] as const]) {
      context.strokeStyle = colour;
      context.lineWidth = thick;
      context.stroke(path);
    }
  }
}
