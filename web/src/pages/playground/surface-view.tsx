// The training loss around the weights, in two directions that a seed has drawn: the middle is where the network stands.
import { useSignalEffect } from "@preact/signals";
import { contours } from "d3-contour";
import { useEffect, useRef } from "preact/hooks";
import { dark } from "../../app/settings.ts";
import { css, signed } from "../../charts/colours.ts";
import { t } from "../../i18n/index.ts";
import type { Surface } from "../../protocol/messages.ts";
import { frame, observe } from "./store.ts";

const SIZE = 560;
const LEVELS = 14;

export function SurfaceView() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    observe({ surface: true });
    return () => observe({ surface: false });
  }, []);
  useSignalEffect(() => {
    const surface = frame.value?.surface;
    if (canvas.current && surface) draw(canvas.current, surface, dark.value);
  });
  const surface = frame.value?.surface;
  const finite = surface?.losses.filter(Number.isFinite);
  const centre = surface?.losses[(surface.losses.length - 1) / 2];
  return (
    <>
      <canvas
        class="square-canvas"
        ref={canvas}
        width={SIZE}
        height={SIZE}
        role="img"
        aria-label={t("view.surfaceLabel")}
        data-testid="surface"
      />
      <p class="readout">
        {surface &&
          t("view.surfaceRange", {
            here: centre!.toPrecision(3),
            least: Math.min(...finite!).toPrecision(3),
            most: Math.max(...finite!).toPrecision(3),
          })}
      </p>
    </>
  );
}

/** Filled contours of the logarithm, from pale (low) to blue (high), and a cross in the middle. */
function draw(canvas: HTMLCanvasElement, { size, losses }: Surface, isDark: boolean): void {
  const context = canvas.getContext("2d")!;
  const logs = Array.from(losses, (loss) => Math.log(Math.max(1e-9, Number.isFinite(loss) ? loss : 1e9)));
  const [least, most] = [Math.min(...logs), Math.max(...logs)];
  const levels = Array.from({ length: LEVELS }, (_, i) => least + ((most - least) * i) / LEVELS);
  const k = SIZE / size;
  context.clearRect(0, 0, SIZE, SIZE);
  for (const { value, coordinates } of contours().size([size, size]).thresholds(levels)(logs)) {
    const path = new Path2D();
    for (const polygon of coordinates)
      for (const ring of polygon) {
        for (const [i, [x, y]] of ring.entries()) path[i === 0 ? "moveTo" : "lineTo"](x * k, y * k);
        path.closePath();
      }
    context.fillStyle = css(signed((value - least) / (most - least || 1), isDark));
    context.fill(path);
    context.strokeStyle = isDark ? "rgb(255 255 255 / 25%)" : "rgb(0 0 0 / 15%)";
    context.stroke(path);
  }
  context.strokeStyle = css([240, 138, 36]);
  context.lineWidth = 4;
  context.beginPath();
  const middle = SIZE / 2;
  for (const [dx, dy] of [
    [1, 1],
    [1, -1],
  ]) {
    context.moveTo(middle - 11 * dx, middle - 11 * dy);
    context.lineTo(middle + 11 * dx, middle + 11 * dy);
  }
  context.stroke();
  context.lineWidth = 1;
}
