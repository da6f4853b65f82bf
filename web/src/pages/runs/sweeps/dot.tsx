// A trial as a point: the better, the stronger. A click opens it; the table of trials does so by keyboard.
import type { DoneTrial } from "./read-study.ts";
import { openTrial } from "./trial-dialog.tsx";

export function Dot({ trial, x, y }: { trial: DoneTrial; x: number; y: number }) {
  const { number, standing, objectives } = trial;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: one of many ways to the same; a stop for each would be none
    <circle
      cx={x}
      cy={y}
      r={standing === 1 ? 5 : 3.5}
      class={standing === 1 ? "dot best" : "dot"}
      fill-opacity={0.25 + 0.75 * standing}
      onClick={() => openTrial(number)}
    >
      <title>{`${number}: ${objectives.join(", ")}`}</title>
    </circle>
  );
}
