// The training that this browser keeps, so that it can go on another day: one checkpoint, with its config.
import { del, get, set } from "idb-keyval";
import { showToast } from "../../app/toasts.tsx";
import { type DigitsConfig, parseDigits } from "../../config/digits.ts";
import { t } from "../../i18n/index.ts";

const KEY = "chainrule.digits.kept";

export interface Kept {
  readonly config: DigitsConfig;
  readonly epoch: number;
  readonly bytes: Uint8Array;
}

/** Says once that nothing can be kept: storage is full, or forbidden. */
let told = false;

/** Puts something away in this browser, or says that there is no room. */
export async function putAway(key: string, value: unknown): Promise<void> {
  try {
    await set(key, value);
    told = false;
  } catch {
    if (!told) showToast({ text: t("digits.storageFull") });
    told = true;
  }
}

export const keepCheckpoint = ({ config, epoch, bytes }: Kept): Promise<void> =>
  putAway(KEY, { config, epoch, bytes });

/** What decides whether a checkpoint can be gone on from: all but how long it is to go on. */
const essence = (config: DigitsConfig): string => JSON.stringify({ ...config, epochs: 0 });

/** What has been kept of a training with this config. */
export async function keptFor(config: DigitsConfig): Promise<Kept | undefined> {
  const kept: Partial<Kept> | undefined = await get(KEY).catch(() => undefined);
  if (!(kept?.bytes instanceof Uint8Array) || typeof kept.epoch !== "number") return undefined;
  return essence(parseDigits(kept.config)) === essence(config) ? (kept as Kept) : undefined;
}

export const forgetKept = (): Promise<void> => del(KEY).catch(() => undefined);
