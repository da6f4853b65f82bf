// The plane as two chosen neurons see it: each point at (what one says, what the other says). A grid of the plane goes
// along, so that one sees how it is bent; where the classes can be parted by a line here, the next layer can part them.
import { signal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { dark } from "../../app/settings.ts";
import { CLASS_COLOURS, css, tracePoint } from "../../charts/colours.ts";
import { isRegression } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { Select } from "../../ui/select.tsx";
import { THUMBNAIL } from "../../worker/plane.ts";
import { namesByColumn } from "./neuron-names.ts";
import { config, frame, observe, start } from "./store.ts";

const chosen = signal<readonly [number, number]>([0, 1]);
const SIZE = 560;

export function WarpView() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const byColumn = namesByColumn();
  const names = byColumn.flat();
  const most = names.length - 1;
  // the last hidden layer is where it should have become easy
  const last = byColumn.slice(0, -2).flat().length;
  const usual: readonly [number, number] = [last, Math.min(last + 1, most)];
  const key = names.length;
  useEffect(() => {
    chosen.value = usual;
    return () => observe({ warp: undefined });
  }, [key]);
  useSignalEffect(() => observe({ warp: chosen.value }));
  useSignalEffect(() => {
    if (canvas.current) draw(canvas.current, dark.value);
  });
  const select = (which: 0 | 1) => (
    <Select
      label={t(which === 0 ? "view.horizontal" : "view.vertical")}
      testid={`warp-${which}`}
      value={Math.min(chosen.value[which], most)}
      options={names.map((name, i) => [i, name])}
      onChange={(index) => {
        chosen.value = which === 0 ? [index, chosen.peek()[1]] : [chosen.peek()[0], index];
      }}
    />
  );
  return (
    <>
      <canvas
        class="square-canvas"
        ref={canvas}
        width={SIZE}
        height={SIZE}
        role="img"
        aria-label={t("view.warpLabel")}
        data-testid="warp"
      />
      <div class="two-fields">
        {select(0)}
        {select(1)}
      </div>
    </>
  );
}

function draw(canvas: HTMLCanvasElement, isDark: boolean): void {
  const now = frame.value;
  const begun = start.value;
  const [a, b] = chosen.value;
  const context = canvas.getContext("2d")!;
  context.clearRect(0, 0, SIZE, SIZE);
  if (now?.warp === undefined || begun === undefined) return;
  const cells = THUMBNAIL ** 2;
  const [xs, ys] = [a, b].map((map) => now.neurons.subarray(map * cells, (map + 1) * cells));
  if (xs.length === 0 || ys.length === 0) return;
  const toX = scale(xs, SIZE, false);
  const toY = scale(ys, SIZE, true);
  context.strokeStyle = isDark ? "#4a5666" : "#c3cad4";
  context.lineWidth = 1;
  for (let i = 0; i < THUMBNAIL; i += 2)
    for (const along of [(j: number) => i * THUMBNAIL + j, (j: number) => j * THUMBNAIL + i]) {
      context.beginPath();
      for (let j = 0; j < THUMBNAIL; j++) context.lineTo(toX(xs[along(j)]), toY(ys[along(j)]));
      context.stroke();
    }
  const regression = isRegression(config.peek());
  for (const [i, target] of begun.trainTargets.entries()) {
    const label = regression ? (target >= 0 ? 1 : 0) : target;
    const path = new Path2D();
    tracePoint(path, label, toX(now.warp[2 * i]), toY(now.warp[2 * i + 1]), 5);
    context.fillStyle = css(CLASS_COLOURS[label % CLASS_COLOURS.length]);
    context.fill(path);
    context.strokeStyle = "#ffffff";
    context.stroke(path);
  }
  context.fillStyle = isDark ? "#a3afbd" : "#566272";
  context.font = "18px system-ui";
  context.fillText(range(xs), 8, SIZE - 10);
  context.save();
  context.translate(22, SIZE - 34);
  context.rotate(-Math.PI / 2);
  context.fillText(range(ys), 0, 0);
  context.restore();
}

const extent = (values: Float32Array): readonly [number, number] => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return most - least > 1e-9 ? [least, most] : [least - 1, most + 1];
};

const range = (values: Float32Array): string =>
  extent(values)
    .map((value) => value.toFixed(2))
    .join(" … ");

function scale(values: Float32Array, size: number, down: boolean): (value: number) => number {
  const [least, most] = extent(values);
  const margin = 40;
  return (value) => {
    const share = (value - least) / (most - least);
    return margin + (down ? 1 - share : share) * (size - 2 * margin);
  };
}
