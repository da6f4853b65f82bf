// The rows that the worker sends of a training on digits, as columns for the curves.
import { signal } from "@preact/signals";
import { LOG_COLUMNS } from "../../protocol/messages.ts";
import { EpochTimes } from "../../worker/epoch-times.ts";
import { Log } from "../../worker/log.ts";

/** Milliseconds from one drawing of the curves to the next, while it trains: a long log takes a while to draw. */
const PACE = 100;

/** Epochs, train loss, test loss, train accuracy, test accuracy: columns. Within an epoch there is no test. */
export const columns = signal<readonly (readonly (number | null)[])[]>(
  Array.from({ length: LOG_COLUMNS }, () => []),
);
/** By tenths of epochs. */
export const times = new EpochTimes();

const log = new Log();
let shown = 0;

export function clearLog(): void {
  log.clear();
  times.begin();
}

/** @param now whether they are to be seen at once */
export function addToLog(rows: Float64Array, now: boolean): void {
  for (let at = 0; at < rows.length; at += LOG_COLUMNS) log.add(rows.subarray(at, at + LOG_COLUMNS));
  times.note(rows, LOG_COLUMNS, () => log.column(0));
  const time = performance.now();
  if (!now && time - shown <= PACE) return;
  shown = time;
  columns.value = Array.from({ length: LOG_COLUMNS }, (_, i) =>
    log.column(i).map((value) => (i === 0 ? value / 10 : Number.isNaN(value) ? null : value)),
  );
}
