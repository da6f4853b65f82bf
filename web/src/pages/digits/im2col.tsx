// The im2col matrix of a convolution as a picture, with one row lit: with it, the convolution is one matrix product.
import { Tile } from "../../charts/tile.tsx";
import { t } from "../../i18n/index.ts";
import type { LayerMaps } from "../../protocol/reader.ts";
import { type Feed, im2col } from "./window.ts";

/** Rows shown above and below the lit one. */
const AROUND = 14;

export function Im2col({ feed, layer, row }: { feed: Feed; layer: LayerMaps; row: number }) {
  const { values, rows, columns } = im2col(feed, layer);
  const height = Math.min(rows, 2 * AROUND + 1);
  const first = Math.max(0, Math.min(rows - height, row - AROUND));
  const full = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return (
    <div class="im2col">
      <p class="hint">{t("digits.stepper.im2col", { rows, columns, row: row + 1 })}</p>
      <div class="im2col-matrix">
        <Tile
          values={values.subarray(first * columns, (first + height) * columns)}
          {...{ width: columns, height, full }}
          signed
        />
        <span
          class="im2col-row"
          data-testid="im2col-row"
          data-row={row}
          style={{ top: `${(100 * (row - first)) / height}%`, height: `${100 / height}%` }}
        />
      </div>
    </div>
  );
}
