// The address holds the config, and while the training stands, what a network has learnt: the weights of a small one, of a
// larger one the digest under which this browser keeps them. Back and forward bring both again.
import { effect } from "@preact/signals";
import { route, setQuery } from "../../app/router.ts";
import { showToast } from "../../app/toasts.tsx";
import {
  decodeKept,
  decodePlayground,
  decodeState,
  encodeKept,
  encodePlayground,
  encodeState,
} from "../../config/address.ts";
import { fromAnchor } from "../../config/from-anchor.ts";
import type { PlaygroundConfig } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import type { PlaygroundFrame } from "../../protocol/messages.ts";
import { parseAnchorAddress } from "./import-anchor.ts";
import { keepWeights, keptWeights } from "./kept-weights.ts";
import { config, frame, takeUp } from "./store.ts";

/** Browsers refuse to write the address too often. */
const PACE = 400;

/** The query that was read or written last, and the config that it stands for, as it is written. */
let own = "";
let ownConfig = "";
/** The query whose weights are being looked for: until they are there, what is on the page is not what it says. */
let awaited = "";

function write(query: string, replace: boolean): void {
  if (query === own) return;
  own = query;
  setQuery(query, { replace });
}

function read(query: string, next: PlaygroundConfig): void {
  own = query;
  ownConfig = encodePlayground(next);
  const parameters = new URLSearchParams(query);
  takeUp(next, decodeState(parameters));
  const kept = decodeKept(parameters);
  awaited = kept === undefined ? "" : query;
  if (kept !== undefined) void bring(query, next, kept);
}

async function bring(query: string, next: PlaygroundConfig, kept: { epoch: number; digest: string }) {
  const state = await keptWeights(kept.digest);
  if (awaited !== query) return; // another address by now
  awaited = "";
  if (own !== query) return; // or other settings
  if (state !== undefined) {
    takeUp(next, { epoch: kept.epoch, state });
    return;
  }
  write(ownConfig, true);
  showToast({ text: t("kept.gone") });
}

/** What the address says of the weights. */
export async function stateQuery({ epoch, weights, weightsDigest }: PlaygroundFrame): Promise<string> {
  if (epoch === 0) return "";
  const whole = encodeState(epoch, weights);
  if (whole !== "") return whole;
  return (await keepWeights(weightsDigest, weights)) ? encodeKept(epoch, weightsDigest) : "";
}

/** Follows the address, and has it follow, until the function that it returns is called. */
export function syncAddress(): () => void {
  const { query, foreign } = route.peek();
  own = query;
  // a page that is shown again comes back with what it had
  if (query === "" && foreign === "") ownConfig = "";
  else own = "\n";

  const stopReading = effect(() => {
    const { page, query, foreign } = route.value;
    if (page !== "playground") return;
    const anchor = foreign === "" ? undefined : parseAnchorAddress(`#${foreign}`);
    if (anchor !== undefined) {
      const next = fromAnchor(anchor);
      read(foreign, next);
      write(encodePlayground(next), true);
    } else if (query !== own) read(query, decodePlayground(new URLSearchParams(query)));
  });
  const stopWriting = effect(() => {
    const encoded = encodePlayground(config.value);
    if (encoded === ownConfig) return;
    ownConfig = encoded;
    write(encoded, false);
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let left = false;
  const stopState = effect(() => {
    const now = frame.value;
    clearTimeout(timer);
    if (now === undefined || now.playing || now.shown !== undefined) return;
    timer = setTimeout(async () => {
      // the weights may be those of another config, which has just been left
      const belongs = () =>
        now === frame.peek() && awaited === "" && encodePlayground(config.peek()) === ownConfig;
      if (!belongs()) return;
      const state = await stateQuery(now);
      if (belongs() && !left) write([ownConfig, state].filter((part) => part !== "").join("&"), true);
    }, PACE);
  });
  return () => {
    left = true;
    clearTimeout(timer);
    for (const stop of [stopReading, stopWriting, stopState]) stop();
  };
}
