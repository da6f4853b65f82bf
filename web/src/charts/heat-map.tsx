// A square part of the plane: a picture computed elsewhere, points over it, and axes. The picture is a signal, so that a
// new one is painted without drawing the page anew. `label` says in words what it shows.
import { type ReadonlySignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { CLASS_COLOURS, css, tracePoint } from "./colours.ts";
import "./heat-map.css";

export interface PointSet {
  /** x₁, x₂ of each, end to end. */
  readonly points: Float32Array;
  readonly labels: ArrayLike<number>;
  /** Those kept back for testing have a dark rim. */
  readonly rim: "light" | "dark";
}

export interface HeatMapProps {
  readonly picture: ReadonlySignal<ImageData | undefined>;
  readonly points: ReadonlySignal<readonly PointSet[]>;
  /** It shows −view … view in both directions. */
  readonly view: number;
  readonly label: string;
  readonly testid: string;
}

const POINTS_SIZE = 640;

export function HeatMap({ picture, points, view, label, testid }: HeatMapProps) {
  const map = useRef<HTMLCanvasElement>(null);
  const dots = useRef<HTMLCanvasElement>(null);
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
  useSignalEffect(() => {
    if (dots.current !== null) drawPoints(dots.current, points.value, view);
  });
  const ticks = [-view, -view / 2, 0, view / 2, view];
  return (
    <figure class="heat-map">
      <div class="heat-map-plane">
        <canvas ref={map} role="img" aria-label={label} data-testid={testid} />
        <canvas ref={dots} width={POINTS_SIZE} height={POINTS_SIZE} />
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

function drawPoints(canvas: HTMLCanvasElement, sets: readonly PointSet[], view: number): void {
  const context = canvas.getContext("2d")!;
  const { width } = canvas;
  const toPixel = (x: number) => ((x / view + 1) / 2) * width;
  context.clearRect(0, 0, width, width);
  for (const { points, labels, rim } of sets) {
    const paths = CLASS_COLOURS.map(() => new Path2D());
    for (let i = 0; i < labels.length; i++) {
      const label = labels[i] % paths.length;
      tracePoint(paths[label], label, toPixel(points[2 * i]), width - toPixel(points[2 * i + 1]), 6);
    }
    context.strokeStyle = rim === "dark" ? "#1b2430" : "#ffffff";
    context.lineWidth = 2;
    for (const [label, path] of paths.entries()) {
      context.fillStyle = css(CLASS_COLOURS[label]);
      context.fill(path);
      context.stroke(path);
    }
  }
}
