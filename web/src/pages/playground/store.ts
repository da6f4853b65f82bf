// The Playground's state, and what can be done to it. Components read the signals; only this file speaks to the worker.
import { batch, computed, effect, signal } from "@preact/signals";
import type { Snapshot } from "../../app/snapshot.ts";
import { showToast } from "../../app/toasts.tsx";
import { DEFAULTS, isDrawn, type PlaygroundConfig, sameWeights } from "../../config/playground.ts";
import { faultText } from "../../i18n/faults.ts";
import { t } from "../../i18n/index.ts";
import { connect } from "../../protocol/client.ts";
import {
  type FromPlayground,
  LOG_COLUMNS,
  type PlaygroundFrame,
  type PlaygroundMessage,
  type PlaygroundStart,
  parseFromPlayground,
  type Saved,
  type Speed,
  type Watch,
} from "../../protocol/messages.ts";
import { PlayState } from "../../protocol/play-state.ts";
import { EpochTimes } from "../../worker/epoch-times.ts";
import { Log } from "../../worker/log.ts";

export const config = signal<PlaygroundConfig>(DEFAULTS);
export const start = signal<PlaygroundStart | undefined>(undefined);
export const frame = signal<PlaygroundFrame | undefined>(undefined);
const playState = new PlayState();
export const { playing } = playState;
export const speed = signal<Speed>("epoch");
export const watch = signal<Watch>({ gradients: false, surface: false });

/** Epoch, train loss, test loss, train accuracy, test accuracy: columns over the epochs. */
export const columns = signal<readonly (readonly number[])[]>(Array.from({ length: LOG_COLUMNS }, () => []));
const log = new Log(2000);
export const times = new EpochTimes();
/** The config that the training began with: it may have been changed since. */
export const begunWith = signal<PlaygroundConfig>(DEFAULTS);
/** Milliseconds from one drawing of the curves to the next, while it trains. */
const LOG_PACE = 100;
let logShown = 0;
let logChanged = false;

/** Edits of single parameters, the last one last. */
export const edits = signal<readonly { readonly index: number; readonly before: number }[]>([]);
export const canUndo = computed(() => edits.value.length > 0);

interface Learnt {
  readonly state: Float32Array;
  readonly epoch: number;
}

let revision = 0;
/** What the worker was last told. */
let configured = DEFAULTS;
let pending: Learnt | undefined;
const saved: ((saved: Saved) => void)[] = [];

const client = connect<PlaygroundMessage, FromPlayground>(
  new Worker(new URL("../../worker/playground-worker.ts", import.meta.url), { type: "module" }),
  parseFromPlayground,
  ({ type }) => type === "frame",
  receive,
);

function receive(message: FromPlayground): void {
  switch (message.type) {
    case "start":
      log.clear();
      times.begin();
      batch(() => {
        start.value = message.start;
        begunWith.value = config.peek();
        edits.value = [];
        showLog();
      });
      break;
    case "frame":
      playState.hear(message.frame);
      receiveLog(message.frame);
      if (message.frame.revision === revision) receiveFrame(message.frame);
      break;
    case "diverged": {
      const { epoch, where, lastGood } = message;
      const text = t("run.diverged", { epoch, where, lastGood });
      showToast({ text, action: { label: t("run.lowerAndGoOn"), run: () => lowerRate(false) } });
      break;
    }
    case "exploded": {
      const { epoch, loss, best } = message;
      const text = t("run.exploded", { epoch, loss: loss.toPrecision(3), best });
      showToast({ text, action: { label: t("run.lowerAndRestart"), run: () => lowerRate(true) } });
      break;
    }
    case "stopped":
      showToast({ text: t(`run.stopped.${message.rule}`, { epoch: message.epoch }) });
      break;
    case "saved":
      for (const receive of saved.splice(0)) receive(message);
      break;
    case "fault":
      showToast(faultText(message.fault));
  }
}

/** The epochs of a frame whose picture is not of the config any more are of the same training all the same. */
function receiveLog({ log: rows }: PlaygroundFrame): void {
  for (let at = 0; at < rows.length; at += LOG_COLUMNS) log.add(rows.subarray(at, at + LOG_COLUMNS));
  times.note(rows, LOG_COLUMNS, () => log.column(0));
  if (rows.length > 0) logChanged = true;
}

function receiveFrame(next: PlaygroundFrame): void {
  batch(() => {
    // the landscape comes only now and then
    const surface = next.surface ?? (watch.peek().surface ? frame.peek()?.surface : undefined);
    frame.value = { ...next, surface };
    // curves need not keep pace with the picture
    if (logChanged && (!next.playing || performance.now() - logShown > LOG_PACE)) showLog();
  });
}

const showLog = () => {
  logChanged = false;
  logShown = performance.now();
  columns.value = Array.from({ length: LOG_COLUMNS }, (_, i) => log.column(i));
};

// the worker follows the config, but for one that there is nothing to train on
effect(() => {
  if (isDrawn(config.value) && config.value.points.length < 2) return;
  revision += 1;
  const message = client.send({ type: "configure", config: config.value, revision });
  if (!sameWeights(configured, config.value)) playState.ask(false, message); // it begins anew, and stands
  configured = config.value;
  resume();
});
effect(() => {
  client.send({ type: "watch", watch: watch.value });
});

/** Changes some settings. */
export function change(changes: Partial<PlaygroundConfig>): void {
  config.value = { ...config.peek(), ...changes };
}

/** Takes up a config, and what had been learnt by it, as an address has both. */
export function takeUp(next: PlaygroundConfig, learnt?: Learnt): void {
  pending = learnt;
  const same = JSON.stringify(next) === JSON.stringify(config.peek());
  // else it follows the config, which the worker must have first
  if (same) resume();
  else config.value = next;
}

function resume(): void {
  if (pending === undefined) return;
  client.send({ type: "resume", ...pending });
  pending = undefined;
}

function lowerRate(anew: boolean): void {
  change({ learningRate: Number((config.peek().learningRate / 10).toPrecision(3)) });
  if (anew) reset();
  setPlaying(true);
}

function setPlaying(now: boolean): void {
  const message = client.send({ type: now ? "play" : "pause" });
  // as long as there is no network, nothing answers
  if (start.peek() !== undefined) playState.ask(now, message);
}

export const play = (): void => setPlaying(!playing.peek());

/** One unit on: what the speed moves by in a frame. */
export const step = (): void => {
  const unit = speed.peek();
  const message = { type: "advance", unit: unit === "sample" || unit === "batch" ? unit : "epoch" } as const;
  playState.ask(false, client.send(message));
};
export const reset = (): void => playState.ask(false, client.send({ type: "reset" }));
export const newWeights = (): void => change({ seed: config.peek().seed + 1 });
export const regenerate = (): void => change({ dataSeed: config.peek().dataSeed + 1 });
export const setSpeed = (next: Speed): void => {
  speed.value = next;
  client.send({ type: "speed", speed: next });
};

export const observe = (changes: Partial<Watch>): void => {
  watch.value = { ...watch.peek(), ...changes };
};

/** Shows the network as it was at a snapshot; undefined for as it is. */
export const showSnapshot = (snapshot: number | undefined): void =>
  playState.ask(false, client.send({ type: "show", snapshot: snapshot ?? null }));

/** Sets one parameter by hand. */
export function edit(index: number, value: number): void {
  const before = frame.peek()?.weights[index];
  if (before === undefined || !Number.isFinite(value)) return;
  edits.value = [...edits.peek(), { index, before }];
  client.send({ type: "edit", index, value });
}

/** Sets the parameter that was edited last back to what it was before. */
export function undo(): void {
  const last = edits.peek().at(-1);
  if (last === undefined) return;
  edits.value = edits.peek().slice(0, -1);
  client.send({ type: "edit", index: last.index, value: last.before });
}

/** The training as it stands. */
export const save = (): Promise<Saved> =>
  new Promise((resolve) => {
    saved.push(resolve);
    client.send({ type: "save" });
  });

export const snapshotOf = (): Snapshot => {
  const now = frame.peek();
  const current = now?.revision === revision ? now : undefined;
  return {
    page: "playground",
    epoch: current?.epoch ?? 0,
    losses: { train: current?.train?.loss, test: current?.test?.loss },
    accuracy: { train: current?.train?.accuracy, test: current?.test?.accuracy },
    epochsPerSecond: current?.epochsPerSecond ?? 0,
    playing: playState.settled ? playing.peek() : undefined,
    weightsDigest: current?.weightsDigest ?? "",
    config: config.peek(),
  };
};
