// Six trainings at once, each in a worker of its own.
import { computed, type Signal, signal } from "@preact/signals";
import { HIDDEN_UNITS, ITERATIONS, LOG_EVERY } from "../../../config/moons.ts";
import { type Client, connect } from "../../../protocol/client.ts";
import {
  type FromMoons,
  type MoonsFrame,
  type MoonsMessage,
  parseFromMoons,
} from "../../../protocol/moons.ts";

export const frames: readonly Signal<MoonsFrame | undefined>[] = HIDDEN_UNITS.map(() => signal(undefined));
export const running = signal(false);
/** Seconds from the start to the last picture. */
export const elapsed = signal(0);

export const allDone = computed(() => frames.every(({ value }) => value?.done === true));

/** The iterations, then the cost of each network. */
export const curves = computed(() => {
  const x = Array.from({ length: ITERATIONS / LOG_EVERY + 1 }, (_, i) => i * LOG_EVERY);
  return [x, ...frames.map(({ value }) => x.map((_, i) => value?.costs[i] ?? Number.NaN))];
});

let clients: Client<MoonsMessage>[] = [];
let begun = 0;

export function stop(): void {
  for (const client of clients) client.close();
  clients = [];
  running.value = false;
}

export function run(): void {
  stop();
  begun = performance.now();
  running.value = true;
  clients = HIDDEN_UNITS.map((hidden, i) => {
    frames[i].value = undefined;
    const client = connect<MoonsMessage, FromMoons>(
      new Worker(new URL("../../../worker/moons-worker.ts", import.meta.url), { type: "module" }),
      parseFromMoons,
      () => true,
      ({ frame }) => {
        frames[i].value = frame;
        elapsed.value = (performance.now() - begun) / 1000;
        if (allDone.peek()) stop();
      },
    );
    client.send({ type: "run", hidden });
    return client;
  });
}

export const toggle = (): void => (running.peek() ? stop() : run());
