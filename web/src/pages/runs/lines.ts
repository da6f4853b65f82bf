// The curves that are shown, made of the logs and of how they are to be seen.
import { computed } from "@preact/signals";
import { dark } from "../../app/settings.ts";
import type { CurveLine } from "../../charts/curves.tsx";
import { lineLook } from "../../charts/line-colours.ts";
import { smooth } from "../../charts/smooth.ts";
import { logOf, shownRuns, slotOf, told } from "./store.ts";
import { view } from "./view.ts";

/** Smoothed once, not with every frame: by what they were made of. */
const made = new Map<string, { readonly of: string; readonly y: readonly number[] }>();

const ids = computed(() => shownRuns.value.map(({ id }) => id).join("\n"));

export const lines = computed<readonly CurveLine[]>(() => {
  told.value;
  const { metric, axis, smoothing } = view.value;
  if (ids.value === "") return [];
  return ids.value.split("\n").map((id) => {
    const look = lineLook(slotOf(id), dark.value);
    const log = logOf(id);
    if (log === undefined) return { id, ...look, x: [], y: [] };
    const { x, y } = log.curve(metric, axis);
    const of = `${metric} ${smoothing} ${log.version} ${x.length}`;
    if (made.get(id)?.of !== of) made.set(id, { of, y: smooth(y, smoothing) });
    return { id, ...look, x, y: made.get(id)!.y };
  });
});
