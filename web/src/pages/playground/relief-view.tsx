// What the network answers as the height of a landscape over the plane, which one turns by dragging or with the arrows.
import { signal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { dark } from "../../app/settings.ts";
import { css, signed } from "../../charts/colours.ts";
import { isRegression, viewOf } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { RESOLUTION } from "../../worker/plane.ts";
import { signedOutput } from "./pictures.ts";
import { config, frame, start } from "./store.ts";

const SIZE = 560;
/** Every so many cells of the picture make a facet. */
const STRIDE = 4;

/** In radians: about the vertical, and above the horizon. */
const turn = signal({ around: 0.7, above: 0.75 });
const rotate = (around: number, above: number) => {
  const now = turn.peek();
  turn.value = {
    around: now.around + around,
    above: Math.max(0.1, Math.min(1.5, now.above + above)),
  };
};

const KEYS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-0.1, 0],
  ArrowRight: [0.1, 0],
  ArrowUp: [0, 0.1],
  ArrowDown: [0, -0.1],
};

export function ReliefView() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useSignalEffect(() => {
    if (canvas.current) draw(canvas.current, dark.value);
  });
  return (
    <div class="relief">
      <canvas
        class="square-canvas"
        ref={canvas}
        width={SIZE}
        height={SIZE}
        role="img"
        aria-label={t("view.reliefLabel")}
        data-testid="relief"
      />
      <button
        type="button"
        class="heat-map-pick painting"
        aria-label={t("view.turn")}
        data-testid="relief-turn"
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => event.buttons > 0 && rotate(event.movementX / 100, event.movementY / 100)}
        onKeyDown={(event) => {
          const by = KEYS[event.key];
          if (by === undefined) return;
          rotate(...by);
          event.preventDefault();
        }}
      />
    </div>
  );
}

function draw(canvas: HTMLCanvasElement, isDark: boolean): void {
  const now = frame.value;
  const begun = start.value;
  const { around, above } = turn.value;
  const context = canvas.getContext("2d")!;
  context.clearRect(0, 0, SIZE, SIZE);
  if (now === undefined || begun === undefined) return;
  const regression = isRegression(config.peek());
  const heights = signedOutput(now.output, regression);
  if (heights === undefined) {
    context.fillStyle = isDark ? "#a3afbd" : "#566272";
    context.font = "22px system-ui";
    context.fillText(t("view.reliefTwo"), 24, SIZE / 2);
    return;
  }
  const [sin, cos, rise] = [Math.sin(around), Math.cos(around), Math.sin(above)];
  /** From the cube −1 … 1 to the canvas, and how near it is. */
  const project = (x: number, y: number, z: number) => {
    const [across, depth] = [x * cos - y * sin, x * sin + y * cos];
    return {
      px: SIZE / 2 + across * SIZE * 0.3,
      py: SIZE / 2 + depth * rise * SIZE * 0.3 - z * Math.cos(above) * SIZE * 0.22,
      depth,
    };
  };
  const height = (value: number) => Math.max(-1.5, Math.min(1.5, value));
  const at = (row: number, column: number) => heights[row * RESOLUTION + column];
  const facets: { depth: number; colour: string; corners: { px: number; py: number }[] }[] = [];
  const place = (cell: number) => (2 * cell) / (RESOLUTION - 1) - 1;
  for (let row = 0; row + STRIDE < RESOLUTION; row += STRIDE)
    for (let column = 0; column + STRIDE < RESOLUTION; column += STRIDE) {
      const corners = [
        [row, column],
        [row, column + STRIDE],
        [row + STRIDE, column + STRIDE],
        [row + STRIDE, column],
      ].map(([r, c]) => project(place(c), place(r), height(at(r, c))));
      const depth = corners.reduce((sum, corner) => sum + corner.depth, 0);
      facets.push({ depth, corners, colour: css(signed(at(row + STRIDE / 2, column + STRIDE / 2), isDark)) });
    }
  facets.sort((a, b) => a.depth - b.depth);
  context.strokeStyle = isDark ? "rgb(255 255 255 / 18%)" : "rgb(0 0 0 / 14%)";
  for (const { corners, colour } of facets) {
    context.beginPath();
    for (const { px, py } of corners) context.lineTo(px, py);
    context.closePath();
    context.fillStyle = colour;
    context.fill();
    context.stroke();
  }
  const view = viewOf(config.peek());
  for (let i = 0; i < begun.trainTargets.length; i++) {
    const target = regression ? begun.trainTargets[i] : 2 * begun.trainTargets[i] - 1;
    const { px, py } = project(
      begun.trainPoints[2 * i] / view,
      -begun.trainPoints[2 * i + 1] / view,
      height(target),
    );
    context.fillStyle = css(signed(Math.sign(target) || 1, isDark));
    context.strokeStyle = "#ffffff";
    context.beginPath();
    context.arc(px, py, 3.5, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}
