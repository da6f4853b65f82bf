// The plane and what the network answers all over it. A click on a point shows its numbers; points of one's own are
// painted here.
import { signal } from "@preact/signals";
import { HeatMap, type Place } from "../../charts/heat-map.tsx";
import { isDrawn, isRegression, viewOf } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { ToNumbers } from "./explain-panel.tsx";
import { paintPoint, tool } from "./own-points.ts";
import { answerAt, lines, marks, picture, points } from "./pictures.ts";
import { config, frame, observe, start } from "./store.ts";

const hovered = signal<Place | undefined>(undefined);

/** Looks at the training point nearest to a place, if there is one close by. */
function pick({ x1, x2 }: Place): void {
  const begun = start.peek();
  if (begun === undefined) return;
  const { trainPoints, trainTargets } = begun;
  let best = -1;
  let least = (viewOf(config.peek()) / 12) ** 2;
  for (let i = 0; i < trainTargets.length; i++) {
    const distance = (trainPoints[2 * i] - x1) ** 2 + (trainPoints[2 * i + 1] - x2) ** 2;
    if (distance < least) [best, least] = [i, distance];
  }
  const point =
    best < 0
      ? undefined
      : { x1: trainPoints[2 * best], x2: trainPoints[2 * best + 1], target: trainTargets[best] };
  observe({ point });
}

const short = (value: number) => value.toFixed(2);

function Readout() {
  const place = hovered.value;
  const regression = isRegression(config.value);
  if (place === undefined || frame.value === undefined)
    return <p class="readout">{t(regression ? "view.legendValues" : "view.legendClasses")}</p>;
  const answer = answerAt(place).map((value) => value.toFixed(3));
  return (
    <p class="readout" data-testid="readout">
      x₁ = {short(place.x1)}, x₂ = {short(place.x2)} → <b>{answer.join(" · ")}</b>
    </p>
  );
}

export function BoundaryView() {
  const { train } = frame.value ?? {};
  const painting = isDrawn(config.value) && tool.value !== "look";
  const label = t("output.map", {
    accuracy: train?.accuracy === undefined ? "–" : `${(100 * train.accuracy).toFixed(1)} %`,
    loss: train?.loss.toFixed(4) ?? "–",
  });
  return (
    <>
      <HeatMap
        {...{ picture, points, lines, marks, label }}
        view={viewOf(config.value)}
        testid="heat-map"
        pickLabel={t(painting ? "view.paint" : "view.pick")}
        onPick={pick}
        onHover={(place) => {
          hovered.value = place;
        }}
        onPaint={painting ? paintPoint : undefined}
      />
      <Readout />
      <ToNumbers />
    </>
  );
}
