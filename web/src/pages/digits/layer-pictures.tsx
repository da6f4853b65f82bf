// What one layer says: a picture per channel, or a row of cells for neurons.
import { Tile } from "../../charts/tile.tsx";
import { t } from "../../i18n/index.ts";
import type { LayerMaps } from "../../protocol/reader.ts";

/** More maps than this tell nothing more. */
const MOST_MAPS = 32;

export const kindName = (kind: string): string =>
  kind === "dense" ||
  kind === "conv2d" ||
  kind === "maxPool2d" ||
  kind === "avgPool2d" ||
  kind === "batchNorm"
    ? t(`digits.kind.${kind}`)
    : kind;

export function LayerPictures({ layer }: { layer: LayerMaps }) {
  const { index, kind, shape, values, window } = layer;
  const n = index + 1;
  const name = kindName(kind);
  const full = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return (
    <li class="layer-maps" data-testid={`maps-${index}`}>
      <h3>
        {t("digits.layerTitle", { n, kind: name })} <small>{shape.join(" × ")}</small>
      </h3>
      {window !== undefined && (
        <p class="hint">
          {t("digits.window", {
            ...{ kh: window.kernel[0], kw: window.kernel[1] },
            ...{ sh: window.stride[0], sw: window.stride[1] },
            ...{ ph: window.padding[0], pw: window.padding[1] },
          })}
        </p>
      )}
      {shape.length === 3 ? (
        <Maps {...{ layer, full, name }} />
      ) : (
        <Units
          values={values}
          full={full}
          label={t("digits.unitsLabel", { n, kind: name, units: values.length })}
        />
      )}
    </li>
  );
}

function Maps({
  layer: { index, shape, values },
  full,
  name,
}: {
  layer: LayerMaps;
  full: number;
  name: string;
}) {
  const [channels, height, width] = shape;
  const size = height * width;
  return (
    <ul class="maps">
      {Array.from({ length: Math.min(MOST_MAPS, channels) }, (_, channel) => (
        <li key={channel}>
          <Tile
            values={values.subarray(channel * size, (channel + 1) * size)}
            {...{ width, height, full }}
            signed
            label={t("digits.mapLabel", { channel: channel + 1, n: index + 1, kind: name })}
          />
        </li>
      ))}
    </ul>
  );
}

/** Neurons side by side, in as many rows as it takes. */
function Units({ values, full, label }: { values: Float32Array; full: number; label: string }) {
  const width = Math.min(values.length, 64);
  const height = Math.ceil(values.length / width);
  const padded = new Float32Array(width * height);
  padded.set(values);
  return (
    <div class="units" style={{ "--columns": width }}>
      <Tile values={padded} {...{ width, height, full }} signed label={label} />
    </div>
  );
}
