// The Playground's state, and what can be done to it. Components read the signals; only this file speaks to the worker.
import { batch, computed, effect, signal } from "@preact/signals";
import { route, setQuery } from "../../app/router.ts";
import { answerSnapshots } from "../../app/snapshot.ts";
import { showToast } from "../../app/toasts.tsx";
import { decodePlayground, encodePlayground } from "../../config/address.ts";
import type { PlaygroundConfig } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { connect } from "../../protocol/client.ts";
import {
  type FromPlayground,
  LOG_COLUMNS,
  type PlaygroundFrame,
  type PlaygroundMessage,
  type PlaygroundStart,
  parseFromPlayground,
  type Speed,
} from "../../protocol/messages.ts";
import { Log } from "../../worker/log.ts";

export const config = signal<PlaygroundConfig>(decodePlayground(new URLSearchParams(route.peek().query)));
export const start = signal<PlaygroundStart | undefined>(undefined);
export const frame = signal<PlaygroundFrame | undefined>(undefined);
export const playing = signal(false);
export const speed = signal<Speed>("epoch");

/** epoch, train loss, test loss, train accuracy, test accuracy: columns over the epochs. */
export const columns = signal<readonly (readonly number[])[]>(Array.from({ length: LOG_COLUMNS }, () => []));
const log = new Log();

let revision = 0;
let started = -1;

const client = connect<PlaygroundMessage, FromPlayground>(
  new Worker(new URL("../../worker/playground-worker.ts", import.meta.url), { type: "module" }),
  parseFromPlayground,
  ({ type }) => type === "frame",
  receive,
);

function receive(message: FromPlayground): void {
  switch (message.type) {
    case "start":
      started = message.start.revision;
      log.clear();
      batch(() => {
        start.value = message.start;
        showLog();
      });
      break;
    case "frame":
      if (message.frame.revision !== revision) return;
      for (let at = 0; at < message.frame.log.length; at += LOG_COLUMNS)
        log.add(message.frame.log.subarray(at, at + LOG_COLUMNS));
      batch(() => {
        frame.value = message.frame;
        playing.value = message.frame.playing;
        if (message.frame.log.length > 0) showLog();
      });
      break;
    case "diverged":
      showToast({ text: t("run.diverged", { epoch: message.epoch, where: message.where }) });
      break;
    case "fault": {
      const { where, expected, got, remedy } = message.fault;
      showToast({ text: t("run.fault", { where, expected, got, remedy }) });
    }
  }
}

const showLog = () => {
  columns.value = Array.from({ length: LOG_COLUMNS }, (_, i) => log.column(i));
};

/** Whether the numbers that are shown belong to the config that is. */
export const current = computed(() => frame.value?.revision === revision && started >= 0);

// the worker follows the config, the config follows the address, and the address the config
effect(() => {
  revision += 1;
  client.send({ type: "configure", config: config.value, revision });
});

/** Changes some settings. */
export function change(changes: Partial<PlaygroundConfig>): void {
  config.value = { ...config.peek(), ...changes };
  setQuery(encodePlayground(config.peek()));
}

effect(() => {
  const { page, query } = route.value;
  if (page === "playground" && query !== encodePlayground(config.peek()))
    config.value = decodePlayground(new URLSearchParams(query));
});

export const play = (): void => client.send({ type: playing.peek() ? "pause" : "play" });

/** One unit on: what the speed moves by in a frame. */
export const step = (): void => {
  const unit = speed.peek();
  client.send({ type: "advance", unit: unit === "sample" || unit === "batch" ? unit : "epoch" });
};
export const reset = (): void => client.send({ type: "reset" });
export const newWeights = (): void => change({ seed: config.peek().seed + 1 });
export const regenerate = (): void => change({ dataSeed: config.peek().dataSeed + 1 });
export const setSpeed = (next: Speed): void => {
  speed.value = next;
  client.send({ type: "speed", speed: next });
};

answerSnapshots(() => {
  const now = frame.peek();
  return {
    page: "playground",
    epoch: now?.epoch ?? 0,
    losses: { train: now?.train?.loss, test: now?.test?.loss },
    accuracy: { train: now?.train?.accuracy, test: now?.test?.accuracy },
    epochsPerSecond: now?.epochsPerSecond ?? 0,
    weightsDigest: now?.weightsDigest ?? "",
    config: config.peek(),
  };
});
