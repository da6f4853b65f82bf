// The training on the Digits page: its config, where it stands, and what can be done to it. Only this file speaks to the
// worker that trains.
import { batch, computed, effect, signal } from "@preact/signals";
import { route, setQuery } from "../../app/router.ts";
import type { Snapshot } from "../../app/snapshot.ts";
import { showToast } from "../../app/toasts.tsx";
import { type DigitsConfig, decodeDigits, encodeDigits, sameDigitsWeights } from "../../config/digits.ts";
import { faultText } from "../../i18n/faults.ts";
import { t } from "../../i18n/index.ts";
import { connect } from "../../protocol/client.ts";
import {
  type DigitsFrame,
  type DigitsMessage,
  type DigitsStart,
  type FromDigits,
  parseFromDigits,
  type TestResult,
} from "../../protocol/digits.ts";
import type { Fault, Saved } from "../../protocol/messages.ts";
import { PlayState } from "../../protocol/play-state.ts";
import { keptIn, keptRun } from "../runs/kept.ts";
import { forgetKept, keepCheckpoint, keptFor } from "./kept-model.ts";
import { addToLog, clearLog } from "./learning-log.ts";
import { type OwnDigit, ownDigits, ownDigitsRead, packOwn } from "./own-digits.ts";

/** Milliseconds between two checkpoints that are kept while it trains. */
const KEEP_EVERY = 5_000;

export const config = signal<DigitsConfig>(decodeDigits(new URLSearchParams(route.peek().query)));
export const start = signal<DigitsStart | undefined>(undefined);
export const frame = signal<DigitsFrame | undefined>(undefined);
export const result = signal<TestResult | undefined>(undefined);
/** The model as a file, as it was a moment ago. */
export const modelFile = signal<Uint8Array<ArrayBuffer> | undefined>(undefined);
/** Pixels and labels of the digits that it is tested with. */
export const testDigits = signal<{ pixels: Uint8Array; labels: Uint8Array } | undefined>(undefined);
const playState = new PlayState();
export const { playing } = playState;
/** Why the network cannot be built as it is set. */
export const configFault = signal<Fault | undefined>(undefined);

/** The config that the training began with: it may have been changed since. */
export const begunWith = signal<DigitsConfig>(config.peek());

let revision = 0;
const saved: ((saved: Saved) => void)[] = [];
let keptAt = performance.now();
/** Of which weights, and under which settings. */
let keptState = "";

const client = connect<DigitsMessage, FromDigits>(
  new Worker(new URL("../../worker/digits-worker.ts", import.meta.url), { type: "module" }),
  parseFromDigits,
  ({ type }) => type === "frame",
  receive,
);

function receive(message: FromDigits): void {
  switch (message.type) {
    case "start":
      batch(() => begin(message.start));
      break;
    case "frame":
      playState.hear(message.frame);
      batch(() => {
        take(message.frame);
        if (message.frame.revision === revision) show(message.frame);
      });
      break;
    case "checkpoint":
      void keepCheckpoint(message);
      break;
    case "saved":
      for (const receive of saved.splice(0)) receive(message);
      break;
    case "diverged":
      showToast({
        text: t("digits.diverged", { epoch: message.epoch, where: message.where }),
        action: {
          label: t("digits.smallerRate"),
          run: () => change({ learningRate: config.peek().learningRate / 10 }),
        },
      });
      break;
    case "fault":
      fail(message);
  }
}

function begin(next: DigitsStart): void {
  restoring = false;
  configFault.value = undefined;
  start.value = next;
  const { testPixels, testLabels } = next;
  if (testPixels !== undefined && testLabels !== undefined)
    testDigits.value = { pixels: testPixels, labels: testLabels };
  if (!next.anew) return;
  clearLog();
  begunWith.value = config.peek();
  result.value = undefined;
}

/** What comes only once, and is of the same training also when the settings have changed since. */
function take({ log, playing, result: tested, model }: DigitsFrame): void {
  addToLog(log, !playing);
  if (tested !== undefined) result.value = tested;
  if (model !== undefined) modelFile.value = model;
}

function show(next: DigitsFrame): void {
  frame.value = next;
  const now = performance.now();
  const state = `${revision} ${next.weightsDigest}`;
  if (next.step === 0 || state === keptState || (next.playing && now - keptAt < KEEP_EVERY)) return;
  keptAt = now;
  keptState = state;
  client.send({ type: "store" });
}

function fail({ fault, about }: Extract<FromDigits, { type: "fault" }>): void {
  if (restoring) {
    // kept by another version perhaps
    restoring = false;
    void forgetKept();
    configure();
  } else if (about === "config") configFault.value = fault;
  else showToast(faultText(fault));
  // the digits that are not to be had here
  if (about === "data" && config.peek().data === "mnist") change({ data: "mnist-10k" });
}

/** Whether what is shown belongs to the config that is. */
export const current = computed(() => frame.value?.revision === revision);

/** Where a model comes from that the address names: "/api/models/mine.safetensors". */
const modelAddress = signal(new URLSearchParams(route.peek().query).get("model"));

const queryFor = (of: DigitsConfig, model: string | null): string => {
  const query = encodeDigits(of);
  if (model !== null) query.set("model", model);
  return query.toString();
};
const queryOf = (): string => queryFor(config.peek(), modelAddress.peek());

const NO_DIGITS: readonly OwnDigit[] = [];
const ownInUse = computed(() => (config.value.own ? ownDigits.value : NO_DIGITS));

/** Set while it is not sure that what the browser has kept can be gone on from. */
let restoring = false;

function configure(checkpoint?: Uint8Array): void {
  revision += 1;
  const own = packOwn(ownInUse.peek());
  const base = document.baseURI;
  client.send({ type: "configure", config: config.peek(), own, revision, base, checkpoint });
}

// the worker follows the config, the config follows the address, and the address the config
let first = true;
effect(() => {
  void config.value;
  void ownInUse.value;
  if (!first) configure();
  first = false;
});

void (async () => {
  await ownDigitsRead;
  const kept = modelAddress.peek() === null ? await keptFor(config.peek()) : undefined;
  restoring = kept !== undefined;
  configure(kept?.bytes);
  if (kept !== undefined) showToast({ text: t("digits.restored", { epoch: kept.epoch }) });
  if (modelAddress.peek() !== null) await loadAddress(modelAddress.peek()!);
})();

/** Changes some settings. Other weights than those of a file mean that the file is left. */
export function change(changes: Partial<DigitsConfig>): void {
  const next = { ...config.peek(), ...changes };
  if (!sameDigitsWeights(config.peek(), next)) modelAddress.value = null;
  config.value = next;
  setQuery(queryOf());
}

let shown = route.peek().page;
effect(() => {
  const { page, query } = route.value;
  const arrives = page === "digits" && shown !== page;
  shown = page;
  if (page !== "digits") return;
  const parameters = new URLSearchParams(query);
  const [next, model] = [decodeDigits(parameters), parameters.get("model")];
  if (queryFor(next, model) === queryOf()) return;
  // back from another page: it goes on as it was
  if (arrives && query === "") {
    setQuery(queryOf(), { replace: true });
    return;
  }
  const other = model !== modelAddress.peek();
  modelAddress.value = model;
  config.value = next;
  if (other && model !== null) void loadAddress(model);
});

/** Goes on for as many epochs again when all are done. */
export function play(): void {
  if (configFault.peek() !== undefined) return;
  const { epochs } = config.peek();
  const done = frame.peek()?.epoch ?? 0;
  const begins = !playing.peek();
  if (begins && done >= epochs) change({ epochs: Math.min(1000, done + epochs) });
  const message = client.send({ type: begins ? "play" : "pause" });
  // as long as there is no network, nothing answers
  if (start.peek() !== undefined) playState.ask(begins, message);
}
export const step = (): void => playState.ask(false, client.send({ type: "advance", unit: "batch" }));
export function reset(): void {
  modelAddress.value = null;
  setQuery(queryOf());
  playState.ask(false, client.send({ type: "reset" }));
}
export const newWeights = (): void => change({ seed: config.peek().seed + 1 });
export const loadModel = (bytes: Uint8Array, name: string): void =>
  playState.ask(false, client.send({ type: "load", bytes, name }));

/** The training as it stands. */
export const save = (): Promise<Saved> =>
  new Promise((resolve) => {
    saved.push(resolve);
    client.send({ type: "save" });
  });

/** Loads the model that an address names: one of this host, or one that the Runs page keeps. */
async function loadAddress(address: string): Promise<void> {
  const id = keptIn(address);
  if (id !== undefined) {
    const run = await keptRun(id);
    if (run?.model !== undefined) loadModel(run.model, run.name);
    else showToast({ text: t("digits.noModel", { address: id }) });
    return;
  }
  const url = new URL(address, document.baseURI);
  const response = url.origin === location.origin ? await fetch(url).catch(() => undefined) : undefined;
  if (response?.ok)
    loadModel(
      new Uint8Array(await response.arrayBuffer()),
      decodeURIComponent(url.pathname.split("/").at(-1)!),
    );
  else showToast({ text: t("digits.noModel", { address }) });
}

export const snapshotOf = (): Snapshot => {
  const now = frame.peek();
  return {
    page: "digits",
    epoch: now?.epoch ?? 0,
    losses: { train: now?.train?.loss, test: now?.test?.loss },
    accuracy: { train: now?.train?.accuracy, test: now?.test?.accuracy },
    epochsPerSecond: now?.epochsPerSecond ?? 0,
    playing: playState.settled ? playing.peek() : undefined,
    weightsDigest: now?.weightsDigest ?? "",
    config: config.peek(),
  };
};
