// The address holds the config, and while the training stands, what a small network has learnt. Back and forward bring
// both again.
import { effect } from "@preact/signals";
import { route, setQuery } from "../../app/router.ts";
import { decodePlayground, decodeState, encodePlayground, encodeState } from "../../config/address.ts";
import { fromAnchor } from "../../config/from-anchor.ts";
import type { PlaygroundConfig } from "../../config/playground.ts";
import { parseAnchorAddress } from "./import-anchor.ts";
import { config, frame, takeUp } from "./store.ts";

/** Browsers refuse to write the address too often. */
const PACE = 400;

/** The query that was read or written last, and the config that it stands for, as it is written. */
let own = "";
let ownConfig = "";

function write(query: string, replace: boolean): void {
  if (query === own) return;
  own = query;
  setQuery(query, { replace });
}

function read(query: string, next: PlaygroundConfig): void {
  own = query;
  ownConfig = encodePlayground(next);
  takeUp(next, decodeState(new URLSearchParams(query)));
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
  const stopState = effect(() => {
    const now = frame.value;
    clearTimeout(timer);
    if (now === undefined || now.playing || now.shown !== undefined) return;
    timer = setTimeout(() => {
      // the weights of another config, which has just been left
      if (now !== frame.peek() || encodePlayground(config.peek()) !== ownConfig) return;
      const state = now.epoch > 0 ? encodeState(now.epoch, now.weights) : "";
      write([ownConfig, state].filter((part) => part !== "").join("&"), true);
    }, PACE);
  });
  return () => {
    clearTimeout(timer);
    for (const stop of [stopReading, stopWriting, stopState]) stop();
  };
}
