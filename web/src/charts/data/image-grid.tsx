// Small pictures: grey ones, or of numbers about 0.
import type { ImageChart } from "../../../../experiments/index.js";
import { dark } from "../../app/settings.ts";
import { type Rgb, signed } from "../colours.ts";
import { Pixels } from "./pixels.tsx";
import type { DrawProps } from "./say.ts";

const grey = (value: number): Rgb => {
  const level = 255 * Math.max(0, Math.min(1, value || 0));
  return [level, level, level];
};

export function ImageGrid({ chart: { items, scale }, say }: DrawProps<ImageChart>) {
  const isDark = dark.value;
  return (
    <div class="chart-images">
      {items.map(({ caption, width, height, values }, i) => {
        const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
        return (
          <figure key={i}>
            <Pixels
              width={width}
              height={height}
              label={say(caption)}
              values={values}
              colourOf={scale === "grey" ? grey : (value) => signed(value / most, isDark)}
            />
            <figcaption>{say(caption)}</figcaption>
          </figure>
        );
      })}
    </div>
  );
}
