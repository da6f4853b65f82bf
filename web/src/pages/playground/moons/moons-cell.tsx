// One of the six: its boundary, and where it stands.
import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { dark } from "../../../app/settings.ts";
import { HeatMap, type PointSet } from "../../../charts/heat-map.tsx";
import { paintSigned } from "../../../charts/pixels.ts";
import { ITERATIONS, MOONS_RESOLUTION, MOONS_VIEW } from "../../../config/moons.ts";
import { t } from "../../../i18n/index.ts";
import { frames } from "./moons-store.ts";

export const cost = (value: number | undefined): string =>
  value === undefined ? "–" : Number.isNaN(value) ? "NaN" : value.toPrecision(3);
export const share = (value: number | undefined): string =>
  value === undefined ? "–" : `${(100 * value).toFixed(0)} %`;

export function MoonsCell({ hidden, index }: { hidden: number; index: number }) {
  const frame = frames[index];
  const picture = useMemo(
    () =>
      computed(() => {
        const image = new ImageData(MOONS_RESOLUTION, MOONS_RESOLUTION);
        paintSigned(frame.value?.map ?? new Float32Array(MOONS_RESOLUTION ** 2), image, { dark: dark.value });
        return image;
      }),
    [frame],
  );
  const points = useMemo(
    () =>
      computed((): readonly PointSet[] =>
        frame.value === undefined
          ? []
          : [{ points: frame.value.points, labels: frame.value.classes, rim: "light" }],
      ),
    [frame],
  );
  const now = frame.value;
  return (
    <section class="card moons-cell" aria-labelledby={`moons-${hidden}`} data-testid={`moons-${hidden}`}>
      <h2 id={`moons-${hidden}`}>{t("moons.hidden", { n: hidden })}</h2>
      <HeatMap
        {...{ picture, points, view: MOONS_VIEW }}
        testid={`moons-map-${hidden}`}
        label={t("moons.map", { n: hidden, cost: cost(now?.cost), accuracy: share(now?.accuracy) })}
      />
      <p class="moons-scores">
        <b data-testid={`moons-cost-${hidden}`}>{cost(now?.cost)}</b>
        <span>{share(now?.accuracy)}</span>
      </p>
      <progress
        max={ITERATIONS}
        value={now?.iteration ?? 0}
        aria-label={t("moons.progress", { done: now?.iteration ?? 0, of: ITERATIONS })}
      />
    </section>
  );
}
