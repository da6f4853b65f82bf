// What comes into a convolution, one channel of it, with its padding, and the window over it. Arrows and buttons move it.
import { Tile } from "../../charts/tile.tsx";
import { t } from "../../i18n/index.ts";
import type { LayerMaps } from "../../protocol/reader.ts";
import { Button } from "../../ui/button.tsx";
import type { Feed, Place } from "./window.ts";

export interface WindowFieldProps {
  readonly feed: Feed;
  readonly layer: LayerMaps;
  readonly channel: number;
  readonly at: Place;
  move(rows: number, columns: number): void;
}

const MOVES = [
  ["left", "ArrowLeft", "←", 0, -1],
  ["up", "ArrowUp", "↑", -1, 0],
  ["down", "ArrowDown", "↓", 1, 0],
  ["right", "ArrowRight", "→", 0, 1],
] as const;

/** One channel, with zeros around it. */
function padded(
  { shape: [, height, width], values }: Feed,
  channel: number,
  [top, left]: readonly [number, number],
) {
  const [h, w] = [height + 2 * top, width + 2 * left];
  const result = new Float32Array(h * w);
  for (let y = 0; y < height; y++) {
    const from = (channel * height + y) * width;
    result.set(values.subarray(from, from + width), (y + top) * w + left);
  }
  return { values: result, width: w, height: h };
}

export function WindowField({ feed, layer, channel, at, move }: WindowFieldProps) {
  const { kernel, stride, padding } = layer.window!;
  const { values, width, height } = padded(feed, channel, padding);
  return (
    <div class="window-in">
      <div
        class="window-field"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrows move the window
        tabIndex={0}
        data-testid="stepper-field"
        aria-label={t("digits.stepper.input")}
        onKeyDown={(event) => {
          const [, , , rows, columns] = MOVES.find(([, key]) => key === event.key) ?? [];
          if (rows === undefined || columns === undefined) return;
          event.preventDefault();
          move(rows, columns);
        }}
      >
        <Tile
          {...{ values, width, height }}
          full={values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)}
          signed
        />
        <span
          class="window-frame"
          style={{
            left: `${(100 * at.column * stride[1]) / width}%`,
            top: `${(100 * at.row * stride[0]) / height}%`,
            width: `${(100 * kernel[1]) / width}%`,
            height: `${(100 * kernel[0]) / height}%`,
          }}
        />
      </div>
      <p class="hint" data-testid="stepper-place">
        {t("digits.stepper.place", { row: at.row + 1, column: at.column + 1 })}
      </p>
      <div class="window-moves">
        {MOVES.map(([name, , sign, rows, columns]) => (
          <Button
            key={name}
            testid={`stepper-${name}`}
            label={t(`digits.stepper.${name}`)}
            onClick={() => move(rows, columns)}
          >
            {sign}
          </Button>
        ))}
      </div>
    </div>
  );
}
